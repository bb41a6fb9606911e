import type { SignalSource } from './signal-source.ts'

/** A signal that is no event target: of all that is made for a request, an `AbortController` costs most. */
export class PlainSignal implements SignalSource {
  aborted = false
  reason: unknown
  readonly #listeners = new Set<() => void>()
  #controller: AbortController | undefined

  /** The same as one of the platform's. Whoever asks for it first has it made. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.aborted) this.#controller.abort(this.reason)
    return this.#controller.signal
  }

  /** Tells all who listen, once. */
  abort(reason?: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.#controller?.abort(reason)
    for (const listener of this.#listeners) listener()
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }
}
