/** The world around the CLI, as one value: tests hand in their own and compare every byte. */
import type { OpenBackend, OpenBackendOptions } from './backend.ts'
import type { Environment } from './environment.ts'
import type { Clock } from './terminal/clock.ts'
import type { Models } from './models/models.ts'
import type { SessionStore } from './sessions/session.ts'

/** What `main` may touch. `processIo()` is the real one. */
export interface CliIo {
  readonly stdin: InputStream
  /** Whether another program's output is stdin; false for a terminal, a file and /dev/null. */
  readonly stdinIsPipe: boolean
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
  /** Opens the conversations kept so far. Throws NoDatabase where this Node has no SQLite. */
  openSessions(): Promise<SessionStore>
  /** Opens what was typed in earlier conversations. */
  openInputHistory(): Promise<HistoryFile>
  /** Lets a person edit `text` in the editor of their choice, as a file of this name; undefined where it was given up. */
  editText(text: string, name?: string): Promise<string | undefined>
  /** Stops the process until the shell continues it, as Ctrl-Z does. */
  suspend(): void
}

/** The file behind the input history. */
export interface HistoryFile {
  load(): readonly string[]
  add(text: string): void
}

/** The signals that end the work in good order. */
export type StopSignal = 'SIGINT' | 'SIGTERM'

/** A Node readable; a terminal adds `isTTY` and `setRawMode`. */
export type InputStream = AsyncIterable<Uint8Array | string> & {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
}

/** A Node writable; a terminal adds `isTTY`, `columns` and `rows`. */
export type TextStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}
