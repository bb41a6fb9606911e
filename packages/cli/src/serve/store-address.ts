import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { dataDirectory } from '../sessions/data-directory.ts'

/** Where a server keeps things unless told otherwise: COLLOQUY_STORE, or an SQLite file in the data directory. */
export function storeAddress(env: Environment): string {
  return env['COLLOQUY_STORE'] || `sqlite:${join(dataDirectory(env), 'server.db')}`
}
