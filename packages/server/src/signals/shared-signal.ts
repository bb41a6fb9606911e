import type { SignalSource } from './signal-source.ts'

/**
 * A signal that any number of requests listen to at the same time. It listens to its own but once: an `AbortSignal`
 * walks the whole list of its listeners for each that comes or goes, and warns of a leak when it has eleven.
 */
export class SharedSignal implements SignalSource {
  readonly #signal: AbortSignal
  readonly #listeners = new Set<() => void>()

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => {
      for (const listener of this.#listeners) listener()
    })
  }

  get aborted(): boolean {
    return this.#signal.aborted
  }

  get reason(): unknown {
    return this.#signal.reason
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener)
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener)
  }
}
