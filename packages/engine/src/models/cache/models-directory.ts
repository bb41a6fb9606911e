import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import type { Environment, Machine } from '../environment.ts'

/**
 * The folder models are kept in: `COLLOQUY_MODELS`, else where this system keeps a program's data:
 * `$XDG_DATA_HOME/colloquy/models` or `~/.local/share/colloquy/models`, on macOS
 * `~/Library/Application Support/colloquy/models`, on Windows `%LOCALAPPDATA%\colloquy\models`.
 */
export function modelsDirectory(env: Environment = process.env, machine: Partial<Omit<Machine, 'env'>> = {}): string {
  const { platform = process.platform, home = env['HOME'] || homedir(), cwd = process.cwd() } = machine
  const path = platform === 'win32' ? win32 : posix
  const chosen = env['COLLOQUY_MODELS']
  if (chosen) return path.resolve(cwd, chosen.replace(/^~(?=[\\/]|$)/, home))
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'colloquy', 'models')
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'colloquy', 'models')
  // The XDG specification: a relative path is to be ignored.
  const data = env['XDG_DATA_HOME']
  return path.join(data?.startsWith('/') ? data : path.join(home, '.local', 'share'), 'colloquy', 'models')
}

/** This machine, with the given environment. */
export function thisMachine(env: Environment): Machine {
  const home = (process.platform === 'win32' ? env['USERPROFILE'] : env['HOME']) || homedir()
  return { env, platform: process.platform, home, cwd: process.cwd() }
}
