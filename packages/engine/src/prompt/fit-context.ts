import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { Tokenizer } from './tokenizer.ts'

/**
 * Tells how many tokens the answer may have: what the request allows, and no more than the context has left.
 * Throws `context_length_exceeded` when the prompt leaves no room for any. A prompt is never cut.
 */
export function fitContext(request: ChatCompletionRequest, promptTokens: number, contextSize: number): number {
  if (promptTokens >= contextSize) throw contextLengthExceeded(String(promptTokens), contextSize)
  const wanted = request.max_completion_tokens ?? request.max_tokens ?? Infinity
  return Math.min(wanted, contextSize - promptTokens)
}

// Texts up to this many UTF-16 units are tokenised at once, in a few milliseconds.
const piece = 16_384
// Cutting a text before it is tokenised adds tokens at the cut; far fewer than these.
const slack = 64

/**
 * Wraps a tokenizer so that a text far too long for the context is refused after its beginning was looked at: a
 * megabyte takes up to a second to tokenise, which other requests would spend waiting.
 */
export function boundedTokenizer(tokenizer: Tokenizer, contextSize: number): Tokenizer {
  return {
    bosToken: tokenizer.bosToken,
    eosToken: tokenizer.eosToken,
    addBos: tokenizer.addBos,
    specialTokens: () => tokenizer.specialTokens(),
    tokenize(text, options): Uint32Array {
      let atLeast = 0
      for (let start = 0; text.length > piece && start < text.length; start += piece) {
        atLeast += tokenizer.tokenize(text.slice(start, start + piece), options).length - slack
        if (atLeast >= contextSize) throw contextLengthExceeded(`more than ${atLeast}`, contextSize)
      }
      return tokenizer.tokenize(text, options)
    },
  }
}

function contextLengthExceeded(promptTokens: string, contextSize: number): InvalidRequestError {
  return new InvalidRequestError(
    `The messages are ${promptTokens} tokens long; this model's context holds ${contextSize}, the answer included. ` +
      'Shorten the messages, or start the engine with a larger `contextSize`.',
    { code: 'context_length_exceeded', param: 'messages' },
  )
}
