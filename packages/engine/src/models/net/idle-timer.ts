/** Aborts its signal when nothing happened for `limit` milliseconds, or when the caller's signal aborts. */
export class IdleTimer {
  readonly #controller = new AbortController()
  readonly #limit: number
  readonly #outer: AbortSignal | undefined
  #timer: NodeJS.Timeout | undefined
  #expired = false

  constructor(limit: number, outer: AbortSignal | undefined) {
    this.#limit = limit
    this.#outer = outer
    if (outer?.aborted) this.#controller.abort(outer.reason)
    outer?.addEventListener('abort', this.#followOuter)
    this.restart()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** True when it was this timer that aborted. */
  get expired(): boolean {
    return this.#expired
  }

  /** Starts counting from now. */
  restart(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#expired = true
      this.abort()
    }, this.#limit)
  }

  /** Stops counting while it is not the other side that is waited for. */
  pause(): void {
    clearTimeout(this.#timer)
  }

  /** Ends the timer and lets go of the caller's signal. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#followOuter)
  }

  /** Ends what the signal was given to. */
  abort(): void {
    this.stop()
    this.#controller.abort()
  }

  readonly #followOuter = (): void => {
    this.#controller.abort(this.#outer?.reason)
  }
}
