import { AbortError, TimeoutError, type ColloquyError, type TimeoutPhase } from '../errors/colloquy-error.ts'
import type { Ending } from '../transport/transport.ts'
import { systemClock, type Clock } from './clock.ts'

/** What bounds a call. */
export interface DeadlineOptions {
  /** Milliseconds for the whole call, retries and waits included. Default: no limit. */
  total?: number | undefined
  /** The caller's signal. */
  signal?: AbortSignal | undefined
  /** Default: the real time. */
  clock?: Clock | undefined
}

/**
 * Ends one call in time: joins the caller's signal, the limit of the current phase and the total limit.
 *
 * One timer serves all limits. It is not set anew for each read: when it fires early, it is set again for the rest.
 */
export class Deadline implements Ending {
  readonly clock: Clock
  #controller: AbortController | undefined
  // Copied when they change: a list that grows by itself takes room for seventeen.
  #listeners: readonly (() => void)[] = []
  readonly #caller: AbortSignal | undefined
  readonly #end: number
  readonly #total: number
  #phase: TimeoutPhase = 'total'
  #limit = Infinity
  #due = Infinity
  #timerDue = Infinity
  #cancelTimer: (() => void) | undefined
  #failure: ColloquyError | undefined

  constructor({ total = Infinity, signal, clock = systemClock }: DeadlineOptions) {
    this.clock = clock
    this.#total = total
    this.#end = clock.now() + total
    this.#caller = signal
    if (signal?.aborted) this.#onAbort()
    else signal?.addEventListener('abort', this.#onAbort)
    this.#arm()
  }

  /** Aborted when the call has to end, with {@link failure} as its reason. Made by need: it costs more than all else. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#failure) this.#controller.abort(this.#failure)
    return this.#controller.signal
  }

  onFail(listener: () => void): () => void {
    if (this.#failure) listener()
    else this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener)
    }
  }

  /** Why the call had to end; undefined while it may go on. */
  get failure(): ColloquyError | undefined {
    return this.#failure
  }

  /** Milliseconds left of the whole call. */
  get left(): number {
    return this.#end - this.clock.now()
  }

  /** From now on something is waited for, no longer than `limit` milliseconds. */
  wait(phase: TimeoutPhase, limit: number = Infinity): void {
    this.#phase = phase
    this.#limit = limit
    this.#due = this.clock.now() + limit
    this.#arm()
  }

  /** Nothing is waited for: the caller has the turn. Only the total limit still runs. */
  rest(): void {
    this.#due = Infinity
  }

  /** Waits for work that may not heed the end; rejects with the failure as soon as the call has to end. */
  async race<T>(work: PromiseLike<T>): Promise<T> {
    let off: (() => void) | undefined
    const ended = new Promise<never>((_, reject) => {
      off = this.onFail(() => reject(this.#failure ?? new AbortError()))
    })
    try {
      return await Promise.race([work, ended])
    } finally {
      off?.()
    }
  }

  /** Waits; rejects with the failure as soon as the call has to end. */
  async sleep(milliseconds: number): Promise<void> {
    let cancel: (() => void) | undefined
    const slept = new Promise<void>((resolve) => {
      cancel = this.clock.after(milliseconds, resolve)
    })
    this.rest()
    try {
      await this.race(slept)
    } finally {
      cancel?.()
    }
  }

  /** Ends the call: what still runs is stopped. */
  fail(failure: ColloquyError): void {
    if (this.#failure) return
    this.#failure = failure
    this.release()
    for (const listener of this.#listeners) listener()
    this.#controller?.abort(failure)
  }

  /** Gives back timer and listener. To be called when the call is over, whichever way. */
  release(): void {
    this.lift()
    this.#caller?.removeEventListener('abort', this.#onAbort)
  }

  /** Takes the limits away; the caller's signal still counts. */
  lift(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
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
      this.#cancelTimer = undefined
      this.#timerDue = Infinity
      const now = this.clock.now()
      if (now >= this.#end) this.fail(timeoutError('total', this.#total))
      else if (now >= this.#due) this.fail(timeoutError(this.#phase, this.#limit))
      else this.#arm()
    })
  }
}

const awaited: Record<TimeoutPhase, string> = {
  connect: 'response',
  'first-token': 'token',
  idle: 'further token',
  total: 'whole answer',
}

function timeoutError(phase: TimeoutPhase, limit: number): TimeoutError {
  const option = phase === 'first-token' ? 'firstToken' : phase
  const message = `No ${awaited[phase]} came within ${limit} ms. Raise \`timeout.${option}\` if the server is merely slow.`
  return new TimeoutError(message, { phase })
}
