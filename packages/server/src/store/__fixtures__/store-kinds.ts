/** The kinds of store there are, for tests that hold all of them to the same. Whoever imports this runs a Postgres meanwhile. */
import { afterAll, beforeAll, expect } from 'vitest'
import { temporaryPath } from '../../../../../test/support/temporary-path.ts'
import { postgresPrograms, startPostgres, type PostgresServer } from './postgres-server.ts'

const bin = postgresPrograms()
if (bin === undefined) console.warn('SKIPPED: no Postgres on this machine (Debian: apt-get install postgresql).')

let postgres: PostgresServer | undefined
let files = 0
beforeAll(async () => {
  if (bin !== undefined) postgres = await startPostgres(bin)
})
afterAll(() => postgres?.[Symbol.asyncDispose]())

/** `address` names a new, empty store; where `lasts` is false it ends with the process. */
export const storeKinds: readonly { name: string; lasts: boolean; address: () => string }[] = [
  { name: 'in memory', lasts: false, address: () => 'memory' },
  { name: 'in an SQLite file', lasts: true, address: () => `sqlite:${temporaryPath(`store-${++files}.db`)}` },
  ...(bin === undefined
    ? []
    : [{ name: 'in Postgres', lasts: true, address: () => postgres?.database() ?? expect.unreachable('no Postgres') }]),
]
