import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../cli-io.ts'

/**
 * Where a server keeps things unless told otherwise: an SQLite file in the folder where this system keeps a program's
 * data, beside the models.
 */
export function storeAddress(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return `sqlite:${join(dataFolder(env, platform), 'colloquy', 'server.db')}`
}

function dataFolder(env: Environment, platform: NodeJS.Platform): string {
  const home = env['HOME'] || homedir()
  if (platform === 'win32') return env['LOCALAPPDATA'] || join(home, 'AppData', 'Local')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  const data = env['XDG_DATA_HOME']
  // The XDG specification: a relative path is to be ignored.
  return data?.startsWith('/') ? data : join(home, '.local', 'share')
}
