import type { Store } from '../store.ts'
import { migrationsFrom } from './migrations.ts'
import { SqlCompletions } from './sql-completions.ts'
import { SqlIdempotency } from './sql-idempotency.ts'
import { SqlKeys } from './sql-keys.ts'
import { SqlLimits } from './sql-limits.ts'
import type { SqlDatabase } from './sql-database.ts'
import { WatchedDatabase } from './watched-database.ts'

/** A store in a database, which is brought up to date first. Closing the store closes the database. */
export async function sqlStore(plain: SqlDatabase, now: () => number = Date.now): Promise<Store> {
  const database = new WatchedDatabase(plain)
  try {
    await database.migrate(migrationsFrom)
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
  return {
    completions: new SqlCompletions(database, now),
    idempotency: new SqlIdempotency(database, now),
    keys: new SqlKeys(database, now),
    limits: new SqlLimits(database, now),
    available: () => database.available(),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
