import type { ChatCompletionTokenLogprob } from 'colloquy'

/** How sure a model was of an answer. */
export interface Likelihood {
  /** Among how many equally likely words it chose, on average: 1 where it was certain of each. */
  readonly perplexity: number
  /** The place of the least likely token. */
  readonly least: number
}

/** How likely the tokens of an answer were together; undefined where there are none. */
export function likelihoodOf(tokens: readonly ChatCompletionTokenLogprob[]): Likelihood | undefined {
  if (tokens.length === 0) return undefined
  let [sum, least] = [0, 0]
  for (const [index, { logprob }] of tokens.entries()) {
    sum += logprob
    if (logprob < (tokens[least]?.logprob ?? 0)) least = index
  }
  return { perplexity: Math.exp(-sum / tokens.length), least }
}
