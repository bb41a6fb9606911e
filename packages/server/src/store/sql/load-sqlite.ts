import { ServerError } from 'colloquy'
import type { SqlValue } from './sql-database.ts'

/** What `node:sqlite` and `libsql` have in common. Both are synchronous, so a transaction here is never interleaved. */
export interface SqliteConnection {
  exec(sql: string): unknown
  prepare(sql: string): { all(...values: SqlValue[]): readonly unknown[] }
  close(): unknown
}

/** Node's own SQLite where it has one (22.13 and later), else the package `libsql`. */
export async function loadSqlite(): Promise<new (path: string) => SqliteConnection> {
  const own = await nodeSqlite()
  if (own !== undefined) return own.DatabaseSync
  const libsql = await import('libsql').catch((cause: unknown) => {
    throw new ServerError(
      'Node before 22.13 has no SQLite of its own, and the package `libsql` is not installed. Install it, or keep things elsewhere: `memory`, or a Postgres.',
      { cause },
    )
  })
  return libsql.default
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => SqliteConnection
}

// By a variable: the types of Node 20 do not know the module.
async function nodeSqlite(): Promise<NodeSqlite | undefined> {
  const name = 'node:sqlite'
  try {
    const loaded: NodeSqlite = await import(name)
    return loaded
  } catch {
    return undefined
  }
}
