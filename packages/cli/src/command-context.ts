/** What every command gets to work with. */
import type { CliIo } from './cli-io.ts'
import type { OutputStream } from './terminal/output-stream.ts'

/** One per run of the command line. */
export interface CommandContext {
  readonly io: CliIo
  /** The answer and nothing else. */
  readonly stdout: OutputStream
  /** Everything else. */
  readonly stderr: OutputStream
  /** Aborts at Ctrl-C, SIGTERM, and when whoever reads stdout has gone. */
  readonly signal: AbortSignal
}
