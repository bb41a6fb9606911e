/** Where colloquy keeps what is its own: conversations, the history of the input, and settings. */
import { homedir, platform } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'

/** The system's place for a program's data: XDG on Linux, Application Support on macOS, AppData on Windows. */
export function dataDirectory(env: Environment): string {
  const home = env['HOME'] || env['USERPROFILE'] || homedir()
  if (platform() === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'colloquy')
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'colloquy')
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'colloquy')
}

/** The file conversations are kept in: COLLOQUY_DB, or `colloquy.db` in the data directory. */
export function databasePath(env: Environment): string {
  return env['COLLOQUY_DB'] || join(dataDirectory(env), 'colloquy.db')
}
