import type { CommandContext } from '../command-context.ts'

/** What an examination found. `mend` is the command, or the one sentence, that puts it right. */
export interface Finding {
  readonly state: 'good' | 'worth knowing' | 'wrong'
  readonly says: string
  readonly mend?: string
}

/** One thing that may be wrong with a machine. */
export interface Examination {
  /** Stable name. */
  readonly name: string
  run(context: CommandContext): Promise<Finding>
}

/** The message of whatever was thrown, and of what lies beneath it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== ''
    ? `${error.message}: ${error.cause.message}`
    : error.message
}
