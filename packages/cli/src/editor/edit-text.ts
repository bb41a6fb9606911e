/** Hands a text to an external editor and takes it back. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'

/**
 * Opens VISUAL, else EDITOR, else vi (notepad on Windows). Gives the text without its last newline, or undefined where
 * the editor failed. Blocks: the terminal belongs to the editor until it ends.
 */
export function editText(text: string, env: Environment, name = 'message.md'): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'colloquy-'))
  const file = join(directory, name)
  try {
    writeFileSync(file, text, { mode: 0o600 })
    const editor = env['VISUAL'] || env['EDITOR'] || (platform() === 'win32' ? 'notepad' : 'vi')
    // EDITOR may hold flags ("code --wait"), so it is a line for the shell; the file's name is our own.
    const { status } = spawnSync(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
    return status === 0 ? readFileSync(file, 'utf8').replace(/\r?\n$/u, '') : undefined
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
