import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { ownDirectory } from '../config/own-directory.ts'

/** Where a server keeps things unless told otherwise: COLLOQUY_STORE, or an SQLite file in the data directory. */
export function storeAddress(env: Environment): string {
  return env['COLLOQUY_STORE'] || `sqlite:${join(ownDirectory('data', env), 'server.db')}`
}
