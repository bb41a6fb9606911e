import { join } from 'node:path'
import { ownDirectory } from '../config/own-directory.ts'
import type { Environment } from '../environment.ts'

/** The file conversations are kept in: COLLOQUY_DB, or `colloquy.db` in the data directory. */
export function databasePath(env: Environment): string {
  return env['COLLOQUY_DB'] || join(ownDirectory('data', env), 'colloquy.db')
}
