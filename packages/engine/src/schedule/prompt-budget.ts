// While other answers stream, a step with prompt tokens may hold them up this long.
const longestPause = 250
const smallest = 32
const firstGuess = 64

/** Decides how many prompt tokens one step evaluates, from how fast the last ones went. */
export class PromptBudget {
  readonly #batchSize: number
  #tokensPerMillisecond: number | undefined

  constructor(batchSize: number) {
    this.#batchSize = batchSize
  }

  /**
   * Prompt tokens for the next step while `streaming` answers each evaluate one token beside them. With none the
   * whole batch is used, so a request that runs alone is always cut into the same steps.
   */
  next(streaming: number): number {
    if (streaming === 0) return this.#batchSize
    const wanted =
      this.#tokensPerMillisecond === undefined ? firstGuess : Math.floor(this.#tokensPerMillisecond * longestPause)
    return Math.max(1, Math.min(Math.max(wanted, smallest), this.#batchSize - streaming))
  }

  /** Notes that a step with this many prompt tokens took `milliseconds`. */
  record(tokens: number, milliseconds: number): void {
    if (tokens < smallest || milliseconds <= 0) return
    const measured = tokens / milliseconds
    this.#tokensPerMillisecond =
      this.#tokensPerMillisecond === undefined ? measured : 0.7 * this.#tokensPerMillisecond + 0.3 * measured
  }
}
