/** The world around the CLI, as one value: tests hand in their own and compare every byte. */
import type { OpenBackend, OpenBackendOptions } from './backend.ts'
import type { Clock } from './terminal/clock.ts'
import type { Models } from './models.ts'

/** What `main` may touch. `processIo()` is the real one. */
export interface CliIo {
  readonly stdin: InputStream
  readonly stdout: TextStream
  readonly stderr: TextStream
  readonly env: Environment
  readonly clock: Clock
  /** Calls `listener` at each Ctrl-C and SIGTERM until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void
  /** Ends the process now, as the signal would have done without a listener. */
  kill(signal: StopSignal): void
  /** Opens what answers: the embedded engine or an endpoint. */
  openBackend(options: OpenBackendOptions): Promise<OpenBackend>
  /** Loads the code that knows the models of this machine. */
  loadModels(): Promise<Models>
}

/** Environment variables, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The signals that end the work in good order. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

type InputStream = AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean }

/** A Node writable; a terminal adds `isTTY` and `columns`. */
export type TextStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }
