import { AbortError, TimeoutError } from '../errors/colloquy-error.ts'
import type { Ending } from '../transport/transport.ts'
import { systemClock, type Clock } from './clock.ts'
import type { TimeoutOptions } from './timeouts.ts'

/** Ends one call in time: joins the caller's signal, the limit of what is waited for and the total limit. */
export class Deadline implements Ending {
  readonly clock: Clock
  /** How long what may be waited for. */
  readonly limits: TimeoutOptions
  /** Why the call had to end; undefined while it may go on. Only {@link fail} sets it. */
  failure: unknown
  readonly #caller: AbortSignal | undefined
  #onFail: (() => void) | undefined
  #controller: AbortController | undefined
  readonly #end: number | undefined
  readonly #cancelTotal: (() => void) | undefined
  #cancelWait: (() => void) | undefined
  #rejectRace: ((failure: unknown) => void) | undefined

  /**
   * @param limits How long what may be waited for; `total` is of the whole call, retries and waits too. Default: forever.
   * @param signal The caller's. Default: none.
   * @param clock Default: the real time.
   */
  constructor(limits: TimeoutOptions = {}, signal?: AbortSignal, clock: Clock = systemClock) {
    this.clock = clock
    this.limits = limits
    this.#caller = signal
    // The time is asked for by need: for the first call of a process that takes Node half a millisecond.
    this.#end = limits.total && clock.now() + limits.total
    this.#cancelTotal = this.#limit('total')
    signal?.addEventListener('abort', this.#onAbort)
    if (signal?.aborted) this.#onAbort()
  }

  /** Aborted when the call has to end, with {@link failure} as its reason. Made by need: it costs more than all else. */
  get signal(): AbortSignal {
    const controller = (this.#controller ??= new AbortController())
    if (this.failure) controller.abort(this.failure)
    return controller.signal
  }

  onFail(listener: () => void): void {
    const before = this.#onFail
    if (this.failure) listener()
    else {
      this.#onFail = () => {
        before?.()
        listener()
      }
    }
  }

  /** Milliseconds left of the whole call. */
  get left(): number {
    return (this.#end ?? Infinity) - this.clock.now()
  }

  /** From now on something is waited for, no longer than its limit. */
  wait(awaited: keyof TimeoutOptions): void {
    this.rest()
    this.#cancelWait = this.#limit(awaited)
  }

  /** Nothing is waited for: the caller has the turn. Only the total limit still runs. */
  rest(): void {
    this.#cancelWait?.()
    // Holds what the work gave, and an open stream is not to hold its request.
    this.#rejectRace = undefined
  }

  /**
   * Does work that may not heed the end, unless the call has ended; rejects with the failure as soon as it has to end.
   * Work that waits for more by {@link wait} has to see to its end from there on. One at a time.
   */
  race<T>(work: () => PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#rejectRace = reject
      if (this.failure) reject(this.failure)
      else void work().then(resolve, reject)
    })
  }

  /** Waits; rejects with the failure as soon as the call has to end. */
  sleep(milliseconds: number): Promise<void> {
    this.rest()
    return this.race(
      () =>
        new Promise((resolve) => {
          this.#cancelWait = this.clock.after(milliseconds, resolve)
        }),
    )
  }

  /** Ends the call: what still runs is stopped. */
  fail(failure: unknown): void {
    if (this.failure) return
    this.failure = failure
    this.#rejectRace?.(failure)
    this.#controller?.abort(failure)
    this.release()
    this.#onFail?.()
  }

  /** Gives back timers and listener. To be called when the call is over, whichever way. */
  release(): void {
    this.lift()
    this.#caller?.removeEventListener('abort', this.#onAbort)
  }

  /** Takes away the limits that run; the caller's signal still counts. */
  lift(): void {
    this.rest()
    this.#cancelTotal?.()
  }

  readonly #onAbort = (): void => {
    this.fail(new AbortError(undefined, { cause: this.#caller?.reason }))
  }

  /** Ends the call after the limit, unless it is called off. */
  #limit(phase: keyof TimeoutOptions): (() => void) | undefined {
    const most = this.limits[phase] ?? Infinity
    if (most === Infinity) return undefined
    return this.clock.after(most, () => {
      this.fail(new TimeoutError(`The answer took more than \`timeout.${phase}\`: ${most} ms.`, { phase }))
    })
  }
}
