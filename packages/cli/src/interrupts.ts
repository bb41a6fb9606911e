/** Turns Ctrl-C and SIGTERM into an abort, and a second one into the end. */
import type { CliIo, StopSignal } from './cli-io.ts'

/** The reason of the abort: somebody wants this to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly exitCode: 130 | 143

  constructor(signal: StopSignal) {
    super(`Stopped by ${signal === 'SIGINT' ? 'Ctrl-C' : signal}.`)
    this.exitCode = signal === 'SIGINT' ? 130 : 143
  }
}

/** Watches from construction until disposed. */
export class Interrupts {
  readonly #controller = new AbortController()
  readonly #unsubscribe: () => void
  #interrupted: Interrupted | undefined

  constructor(io: Pick<CliIo, 'onSignal' | 'kill'>) {
    this.#unsubscribe = io.onSignal((signal) => {
      if (this.#interrupted) {
        // Asked twice: whatever still cleans up (a decode step, a download) is not worth waiting for.
        io.kill(signal)
        return
      }
      this.#interrupted = new Interrupted(signal)
      this.#controller.abort(this.#interrupted)
    })
  }

  /** Aborts at the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Set by the first signal. */
  get interrupted(): Interrupted | undefined {
    return this.#interrupted
  }

  [Symbol.dispose](): void {
    this.#unsubscribe()
  }
}
