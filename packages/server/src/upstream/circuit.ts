/** How a {@link Circuit} judges. Times are milliseconds. */
export interface CircuitOptions {
  /** Failures in a row that open it. Default 3. */
  threshold?: number | undefined
  /** How long it stays open the first time; each failed trial doubles that. Default 2,000. */
  pause?: number | undefined
  /** The longest it stays open. Default 60,000. */
  longestPause?: number | undefined
}

/** Closed lets all requests pass, open none, half-open one on trial. */
export type CircuitState = 'closed' | 'open' | 'half-open'

/**
 * Keeps requests away from an upstream that fails them. Pure: the time is handed in.
 *
 * After `threshold` failures in a row it opens; after the pause one request may try. Its success closes the circuit,
 * its failure opens it for twice as long. A trial that was called off decides nothing.
 */
export class Circuit {
  readonly #threshold: number
  readonly #firstPause: number
  readonly #longestPause: number
  #failures = 0
  #pause: number
  #opensAt: number | undefined
  #trial = false

  constructor({ threshold = 3, pause = 2_000, longestPause = 60_000 }: CircuitOptions = {}) {
    this.#threshold = threshold
    this.#firstPause = pause
    this.#longestPause = longestPause
    this.#pause = pause
  }

  /** Whether it lets requests pass, one on trial, or none. */
  state(now: number): CircuitState {
    if (this.#opensAt === undefined) return 'closed'
    return now < this.#opensAt ? 'open' : 'half-open'
  }

  /** Whether a request may begin now. */
  allows(now: number): boolean {
    const state = this.state(now)
    return state === 'closed' || (state === 'half-open' && !this.#trial)
  }

  /** A request begins. Of a half-open circuit it is the trial. */
  begin(now: number): void {
    if (this.state(now) === 'half-open') this.#trial = true
  }

  /** A request was answered. */
  succeed(): void {
    this.#failures = 0
    this.#pause = this.#firstPause
    this.#opensAt = undefined
    this.#trial = false
  }

  /** A request failed, and the upstream is to blame. */
  fail(now: number): void {
    this.#failures++
    if (this.#opensAt === undefined) {
      if (this.#failures >= this.#threshold) this.#opensAt = now + this.#pause
    } else if (this.#trial) {
      this.#pause = Math.min(this.#longestPause, this.#pause * 2)
      this.#opensAt = now + this.#pause
    }
    this.#trial = false
  }

  /** A request ended without telling anything of the upstream: its caller left. */
  callOff(): void {
    this.#trial = false
  }
}
