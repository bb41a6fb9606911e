import type { ChatCompletionRequest } from 'colloquy/protocol'

import type { Tokenizer } from '../prompt/tokenizer.ts'

// Longer than any token's text on average: what lies beyond could not come up in the context anyway.
const unitsPerToken = 16

/** A text an answer is expected to repeat, and where each two tokens that follow each other stand in it. */
export class Prediction {
  readonly tokens: Uint32Array
  readonly #pairs = new Map<number, number[]>()

  constructor(tokens: Uint32Array) {
    this.tokens = tokens
    for (let place = 2; place <= tokens.length; place++) {
      const key = pairKey(tokens[place - 2] ?? 0, tokens[place - 1] ?? 0)
      const places = this.#pairs.get(key)
      if (places === undefined) this.#pairs.set(key, [place])
      else places.push(place)
    }
  }

  /** Every place right after `first` and `second`, in order. */
  placesAfter(first: number, second: number): readonly number[] {
    return this.#pairs.get(pairKey(first, second)) ?? []
  }
}

/**
 * Reads `prediction`; its text is text, whatever markers it spells. Of a text much longer than a context only the
 * beginning is used: guesses decide how fast an answer comes, never what it says.
 */
export function readPrediction(
  { prediction }: ChatCompletionRequest,
  tokenizer: Tokenizer,
  contextSize: number,
): Prediction | undefined {
  if (prediction === undefined || prediction === null) return undefined
  const { content } = prediction
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('')
  return new Prediction(tokenizer.tokenize(text.slice(0, contextSize * unitsPerToken), { special: false }))
}

// Vocabularies have fewer than 2^26 tokens, so both fit into a double; before the first token there is -1.
function pairKey(first: number, second: number): number {
  return first * 2 ** 26 + second
}
