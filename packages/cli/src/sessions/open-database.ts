/** Opens a SQLite file with whatever SQLite this Node has. */

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
  return (
    (await openWith('node:sqlite', 'DatabaseSync', path)) ?? (await openWith('libsql', 'default', path)) ?? refuse()
  )
}

async function openWith(module: string, name: string, path: string): Promise<Database | undefined> {
  const found: unknown = await silently(() => import(module)).catch(() => undefined)
  if (typeof found !== 'object' || found === null) return undefined
  const Open: unknown = Reflect.get(found, name)
  return isOpener(Open) ? new Open(path) : undefined
}

// Both modules export a class of this shape; neither is typed where the other is used.
function isOpener(value: unknown): value is new (path: string) => Database {
  return typeof value === 'function'
}

// Node 22 calls its module experimental on stderr, which belongs to the person at the terminal.
async function silently<T>(load: () => Promise<T>): Promise<T> {
  const original = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    return await load()
  } finally {
    process.emitWarning = original
  }
}

function refuse(): never {
  throw new NoDatabase(
    'This Node has no SQLite: it is older than 22, and the optional package libsql is not installed.',
  )
}
