import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let directory: string | undefined

/** A path for `name` in a folder of this process under the OS temporary folder; the folder goes when the process exits. */
export function temporaryPath(name: string): string {
  if (directory === undefined) {
    const created = mkdtempSync(join(tmpdir(), 'colloquy-test-'))
    directory = created
    process.once('exit', () => rmSync(created, { recursive: true, force: true }))
  }
  return join(directory, name)
}
