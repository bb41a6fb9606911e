import { readFile } from 'node:fs/promises'
import { UsageError } from './usage-error.ts'

/** The text of the file that a flag of `command` names. Throws UsageError, naming both, where it cannot be read. */
export async function readFlagFile(flag: string, file: string, command: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${flag} ${file} cannot be read: ${cause.code ?? 'failed'}.`, { command })
  })
}
