/** What health checks say of an upstream. Before the first has ended nothing is known. */
export type HealthState = 'unknown' | 'up' | 'down'

/**
 * Judges an upstream by its health checks. One failed check is no verdict on an upstream that was up, since a busy
 * server misses one; two in a row are. One that was never up is down at the first failure. Pure.
 */
export class Health {
  #state: HealthState = 'unknown'
  #failures = 0

  get state(): HealthState {
    return this.#state
  }

  /** Takes the outcome of a check. */
  push(passed: boolean): void {
    this.#failures = passed ? 0 : this.#failures + 1
    if (passed) this.#state = 'up'
    else if (this.#state !== 'up' || this.#failures >= 2) this.#state = 'down'
  }
}
