import { attentionBlock } from './attention-block.ts'

// While other answers stream, a pass of prompt tokens may hold them up this long.
const longestPause = 250
// From a handful of tokens nothing is learnt: they take as long as the weights take to be read.
const smallest = 32

/** Decides how many prompt tokens one pass evaluates, from how fast the last ones went. */
export class PromptBudget {
  readonly #batchSize: number
  #tokensPerMillisecond = 0

  constructor(batchSize: number) {
    this.#batchSize = batchSize
  }

  /**
   * Prompt tokens for the next pass while other answers stream: whole blocks, at least one. With none `streaming` the whole
   * batch is used, so a request that runs alone is always cut into the same passes.
   */
  next(streaming: boolean): number {
    if (!streaming) return this.#batchSize
    const blocks = Math.floor((this.#tokensPerMillisecond * longestPause) / attentionBlock)
    return Math.min(Math.max(blocks, 1) * attentionBlock, this.#batchSize)
  }

  /** Notes that a pass of this many prompt tokens took `milliseconds`. */
  record(tokens: number, milliseconds: number): void {
    if (tokens < smallest || milliseconds <= 0) return
    const measured = tokens / milliseconds
    this.#tokensPerMillisecond =
      this.#tokensPerMillisecond === 0 ? measured : 0.7 * this.#tokensPerMillisecond + 0.3 * measured
  }
}
