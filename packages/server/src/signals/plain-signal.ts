import type { SignalSource } from './shared-signal.ts'

/** A signal that is no event target: of all that is made for a request, an `AbortController` costs most. */
export class PlainSignal implements SignalSource {
  aborted = false
  reason: unknown
  readonly #listeners = new Set<() => void>()

  /** Tells all who listen, once. */
  abort(reason?: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    for (const listener of this.#listeners) listener()
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }
}
