import { AbortError, TimeoutError, type ColloquyError } from '../errors/colloquy-error.ts'
import type { Ending } from '../transport/transport.ts'
import { systemClock, type Clock } from './clock.ts'
import type { TimeoutOptions } from './timeouts.ts'

/** What bounds a call. */
export interface DeadlineOptions {
  /** The limits, by what is waited for; those left out are none. `total` is of the whole call, retries and waits too. */
  limits?: TimeoutOptions
  /** The caller's signal. */
  signal?: AbortSignal | undefined
  /** Default: the real time. */
  clock?: Clock | undefined
}

/**
 * Ends one call in time: joins the caller's signal, the limit of what is waited for and the total limit.
 *
 * One timer serves all limits. It is not set anew for each read: when it fires early, it is set again for the rest.
 */
export class Deadline implements Ending {
  readonly clock: Clock
  readonly limits: TimeoutOptions
  readonly #caller: AbortSignal | undefined
  readonly #end: number
  #signal: AbortSignal | undefined
  readonly #listeners = new Set<() => void>()
  #awaited: keyof TimeoutOptions = 'total'
  #due = Infinity
  #timerDue = Infinity
  #cancelTimer: (() => void) | undefined
  #failure: ColloquyError | undefined

  constructor({ limits = {}, signal, clock = systemClock }: DeadlineOptions) {
    this.clock = clock
    this.limits = limits
    this.#caller = signal
    this.#end = clock.now() + (limits.total ?? Infinity)
    signal?.addEventListener('abort', this.#onAbort)
    if (signal?.aborted) this.#onAbort()
    this.#arm()
  }

  /** Aborted when the call has to end, with {@link failure} as its reason. Made by need: it costs more than all else. */
  get signal(): AbortSignal {
    if (!this.#signal) {
      const controller = new AbortController()
      this.#signal = controller.signal
      this.onFail(() => controller.abort(this.#failure))
    }
    return this.#signal
  }

  onFail(listener: () => void): () => void {
    if (this.#failure) listener()
    else this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Why the call had to end; undefined while it may go on. */
  get failure(): ColloquyError | undefined {
    return this.#failure
  }

  /** Milliseconds left of the whole call. */
  get left(): number {
    return this.#end - this.clock.now()
  }

  /** From now on something is waited for, no longer than its limit. */
  wait(awaited: keyof TimeoutOptions): void {
    this.#awaited = awaited
    this.#due = this.clock.now() + (this.limits[awaited] ?? Infinity)
    this.#arm()
  }

  /** Nothing is waited for: the caller has the turn. Only the total limit still runs. */
  rest(): void {
    this.#due = Infinity
  }

  /**
   * Does work that may not heed the end, unless the call has ended; rejects with the failure as soon as it has to end.
   */
  race<T>(work: () => PromiseLike<T> | T): Promise<T> {
    return new Promise((resolve, reject) => {
      const off = this.onFail(() => reject(this.#failure))
      if (!this.#failure) void Promise.resolve(work()).then(resolve, reject).then(off)
    })
  }

  /** Waits; rejects with the failure as soon as the call has to end. */
  sleep(milliseconds: number): Promise<void> {
    this.rest()
    return this.race(() => new Promise((resolve) => this.onFail(this.clock.after(milliseconds, resolve))))
  }

  /** Ends the call: what still runs is stopped. */
  fail(failure: ColloquyError): void {
    if (this.#failure) return
    this.#failure = failure
    this.release()
    for (const listener of this.#listeners) listener()
  }

  /** Gives back timer and listener. To be called when the call is over, whichever way. */
  release(): void {
    this.lift()
    this.#caller?.removeEventListener('abort', this.#onAbort)
  }

  /** Takes the limits away; the caller's signal still counts. */
  lift(): void {
    this.#cancelTimer?.()
    this.#due = this.#timerDue = Infinity
  }

  readonly #onAbort = (): void => {
    this.fail(new AbortError(undefined, { cause: this.#caller?.reason }))
  }

  #arm(): void {
    const due = Math.min(this.#due, this.#end)
    if (due >= this.#timerDue || this.#failure) return
    this.#cancelTimer?.()
    this.#timerDue = due
    this.#cancelTimer = this.clock.after(due - this.clock.now(), () => {
      this.#timerDue = Infinity
      if (this.left <= 0) this.#awaited = 'total'
      else if (this.clock.now() < this.#due) return this.#arm()
      this.fail(timeoutError(this.#awaited, this.limits[this.#awaited]))
    })
  }
}

function timeoutError(awaited: keyof TimeoutOptions, limit: number | undefined): TimeoutError {
  const message = `The answer took longer than \`timeout.${awaited}\` allows: ${limit} ms.`
  return new TimeoutError(message, { phase: awaited === 'firstToken' ? 'first-token' : awaited })
}
