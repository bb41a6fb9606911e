import type { ChatCompletionTokenLogprob, ChatCompletionTopLogprob } from 'colloquy/protocol'

import type { TokenWeights } from '../native/context.ts'

// OpenAI's stand-in for "very unlikely": JSON has no -Infinity.
const veryUnlikely = -9999

/**
 * Tells how likely the model found `token`, and the `top` likeliest tokens in its place, before temperature, penalties
 * and bias: logit - highest logit - ln(sum of exp(logit - highest logit)).
 */
export function tokenLogprob(
  token: number,
  weights: TokenWeights,
  top: number,
  bytesOf: (token: number) => Uint8Array,
): ChatCompletionTokenLogprob {
  const { logits } = weights
  const highest = logits[1] ?? 0
  const logSum = Math.log(weights.totalWeight)
  const logprobOf = (logit: number): number =>
    Number.isFinite(logit) ? Math.max(veryUnlikely, logit - highest - logSum) : veryUnlikely
  const likeliest: ChatCompletionTopLogprob[] = []
  // The last pair is the sampled token itself.
  for (let index = 0; index < logits.length - 2 && likeliest.length < top; index += 2) {
    likeliest.push(describe(logits[index] ?? 0, logprobOf(logits[index + 1] ?? Number.NaN), bytesOf))
  }
  const own = logprobOf(logits.at(-1) ?? Number.NaN)
  return { ...describe(token, own, bytesOf), top_logprobs: likeliest }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function describe(token: number, logprob: number, bytesOf: (token: number) => Uint8Array): ChatCompletionTopLogprob {
  const bytes = bytesOf(token)
  return { token: decoder.decode(bytes), logprob, bytes: [...bytes] }
}
