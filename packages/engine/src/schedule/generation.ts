import type { SamplerConfig } from '../native/binding.ts'
import type { TokenWeights } from '../native/context.ts'
import type { AnswerGrammar } from '../native/grammar.ts'
import type { TokenDraft } from './token-draft.ts'

/** One answer to generate: what goes in, and who receives the tokens. Receivers are called between steps and must be quick. */
export interface Generation {
  /** At least one token; shorter than the context. */
  readonly prompt: Uint32Array
  /**
   * How to draw. When this object or `grammar` has changed since the last draw, sampling begins anew with the new one.
   */
  readonly sampling: SamplerConfig
  /** What the answer is held to from here on. */
  readonly grammar?: AnswerGrammar | undefined
  /** What the answer will probably say: where it does, several tokens are drawn in one step. Never changes the answer. */
  readonly draft?: TokenDraft | undefined
  /** How many likely tokens to tell with each one; undefined for none and no weights at all. */
  readonly topLogprobs: number | undefined
  /** Called once a slot is taken, before the prompt is evaluated. */
  started(info: { cachedTokens: number }): void
  /** Called with each token. Answers true when it was the last one wanted; false goes on. */
  receive(token: number, weights: TokenWeights | undefined): boolean
}
