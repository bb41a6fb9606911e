import { AbortError, ServerError, type Clock } from 'colloquy'
import type { SignalSource } from '../signals/signal-source.ts'

/** How many may wait, and how long. */
export interface WaitingRoomOptions {
  /** Requests that may wait; one more is refused at once. Default 256. */
  maxWaiting?: number | undefined
  /** Most milliseconds to wait; who is expected to wait longer is refused at once. Default 30,000. */
  maxWait?: number | undefined
}

interface Waiter {
  readonly attempt: () => boolean
}

/**
 * Where requests wait for a free place, first come first served. Bounded by count and by time, so that overload is a
 * quick 503 with `retry-after` and never a queue that grows until nobody is answered in time.
 */
export class WaitingRoom {
  readonly #maxWaiting: number
  readonly #maxWait: number
  readonly #clock: Clock
  readonly #waiters = new Set<Waiter>()
  /** Milliseconds between two places becoming free, averaged; undefined until two did while somebody waited. */
  #interval: number | undefined
  #lastFreed: number | undefined

  constructor({ maxWaiting = 256, maxWait = 30_000 }: WaitingRoomOptions, clock: Clock) {
    this.#maxWaiting = maxWaiting
    this.#maxWait = maxWait
    this.#clock = clock
  }

  get waiting(): number {
    return this.#waiters.size
  }

  /** Whether the next request would be refused. */
  get full(): boolean {
    return this.#waiters.size >= this.#maxWaiting || this.#expectedWait() > this.#maxWait
  }

  /**
   * Gives what `take` gives as soon as that is something: at once where nobody waits, else in turn. Throws `overloaded`
   * (503) when the room is full or the wait too long, and `aborted` when the caller leaves.
   */
  enter<T>(take: () => T | undefined, signal: SignalSource): Promise<T> {
    const taken = this.#waiters.size === 0 ? take() : undefined
    if (taken !== undefined) return Promise.resolve(taken)
    if (signal.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }))
    if (this.full) return Promise.reject(this.#refusal(this.#crowd()))
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = {
        attempt: () => {
          const place = take()
          if (place === undefined) return false
          leave()
          resolve(place)
          return true
        },
      }
      const leave = (): void => {
        this.#waiters.delete(waiter)
        cancelTimer()
        signal.removeEventListener('abort', onAbort)
        if (this.#waiters.size === 0) this.#lastFreed = undefined
      }
      const onAbort = (): void => {
        leave()
        reject(new AbortError(undefined, { cause: signal.reason }))
      }
      const cancelTimer = this.#clock.after(this.#maxWait, () => {
        leave()
        reject(this.#refusal(`no place became free within ${this.#maxWait / 1000} s`))
      })
      signal.addEventListener('abort', onAbort)
      this.#waiters.add(waiter)
    })
  }

  /** A place may have become free: whoever can take it does, the longest waiting first. */
  admit(): void {
    for (const waiter of this.#waiters) {
      // Others may wait for other places: a model of its own, an upstream not tried yet.
      if (waiter.attempt()) this.#measure()
    }
  }

  #measure(): void {
    const now = this.#clock.now()
    if (this.#lastFreed !== undefined) {
      const interval = now - this.#lastFreed
      this.#interval = this.#interval === undefined ? interval : this.#interval * 0.8 + interval * 0.2
    }
    this.#lastFreed = this.#waiters.size > 0 ? now : undefined
  }

  #expectedWait(): number {
    return this.#waiters.size * (this.#interval ?? 0)
  }

  #crowd(): string {
    const { size } = this.#waiters
    if (size === 0) return 'all places are taken and no request may wait'
    return size === 1 ? '1 request waits already' : `${size} requests wait already`
  }

  #refusal(why: string): ServerError {
    const retryAfter = Math.max(1, Math.ceil(Math.min(this.#expectedWait(), this.#maxWait) / 1000))
    return new ServerError(`The server is busy: ${why}. Try again in ${retryAfter} s.`, {
      code: 'overloaded',
      retryAfter,
    })
  }
}
