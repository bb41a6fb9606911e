/** Opens a SQLite file with whatever SQLite this Node has. */
import { nodeSqlite } from './node-sqlite.ts'

/** A value of a row. */
export type SqlValue = string | number | null

/** The part of SQLite that Node's own module and `libsql` share. */
export interface Database {
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

/** One compiled statement. */
export interface Statement {
  run(...values: readonly SqlValue[]): unknown
  get(...values: readonly SqlValue[]): unknown
  all(...values: readonly SqlValue[]): readonly unknown[]
}

/** No SQLite is there: an old Node without the optional package. */
class NoDatabase extends Error {
  override readonly name = 'NoDatabase'
}

/** Node's own SQLite where there is one (Node 22 and later), else `libsql`. Throws NoDatabase where neither is. */
export async function openDatabase(path: string): Promise<Database> {
  return openWith(await nodeSqlite(), 'DatabaseSync', path) ?? openWith(await libsql(), 'default', path) ?? refuse()
}

function openWith(module: unknown, name: string, path: string): Database | undefined {
  if (typeof module !== 'object' || module === null) return undefined
  const Open: unknown = Reflect.get(module, name)
  return isOpener(Open) ? new Open(path) : undefined
}

function libsql(): Promise<unknown> {
  return import('libsql').catch(() => undefined)
}

// Both modules export a class of this shape; neither is typed where the other is used.
function isOpener(value: unknown): value is new (path: string) => Database {
  return typeof value === 'function'
}

function refuse(): never {
  throw new NoDatabase(
    'This Node has no SQLite: it is older than 22, and the optional package libsql is not installed.',
  )
}
