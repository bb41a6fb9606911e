import { InvalidRequestError } from 'colloquy'
import { memoryStore } from './memory/memory-store.ts'
import type { Store } from './store.ts'

/**
 * Opens a store by its address: `memory`, `sqlite:PATH`, or `postgres://…`. Loads only the code that this store needs.
 * Throws `InvalidRequestError` for any other address, and `ServerError` if the store cannot be used.
 *
 * @param now The time in milliseconds since 1970; for tests.
 */
export async function openStore(address: string, now: () => number = Date.now): Promise<Store> {
  if (address === 'memory') return memoryStore(now)
  const { sqlStore } = await import('./sql/sql-store.ts')
  if (/^postgres(?:ql)?:\/\//.test(address)) {
    const { openPostgres } = await import('./sql/postgres-database.ts')
    return sqlStore(await openPostgres(address), now)
  }
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(address)?.[1]
  if (path === undefined) {
    // An address may hold a password, so it is not repeated.
    throw new InvalidRequestError('A store is `memory`, `sqlite:PATH` or `postgres://USER@HOST/DATABASE`.')
  }
  const { openSqlite } = await import('./sql/sqlite-database.ts')
  return sqlStore(await openSqlite(path), now)
}
