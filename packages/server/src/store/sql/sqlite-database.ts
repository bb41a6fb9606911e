import { ServerError } from 'colloquy'
import { storeUnavailable } from '../store-unavailable.ts'
import type { BatchOptions, SqlDatabase, SqlRow, SqlStatement, SqlValue } from './sql-database.ts'

/** What `node:sqlite` and `libsql` have in common. Both are synchronous, so a transaction here is never interleaved. */
interface Connection {
  exec(sql: string): unknown
  prepare(sql: string): { all(...values: SqlValue[]): readonly unknown[] }
  close(): unknown
}

/** Opens an SQLite file, made where there is none. `:memory:` is a database that ends with the process. */
export async function openSqlite(path: string): Promise<SqlDatabase> {
  const Connection = await loadSqlite()
  await makeFile(path)
  const connection = new Connection(path)
  try {
    // Several processes may have the file open; a writer waits for the other this long.
    connection.exec('PRAGMA busy_timeout = 5000')
    connection.exec('PRAGMA journal_mode = WAL')
    // FULL: what is acknowledged survives a power cut too, not only the end of this process.
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = ON')
  } catch (cause) {
    connection.close()
    throw new ServerError(`The store ${path} cannot be used: ${cause instanceof Error ? cause.message : 'failed'}.`, {
      cause,
    })
  }
  return new SqliteDatabase(connection)
}

/** Made beforehand, readable by its owner alone: conversations are private. SQLite's other files take the same rights. */
async function makeFile(path: string): Promise<void> {
  if (path === ':memory:') return
  const [{ mkdir, open }, paths] = await Promise.all([import('node:fs/promises'), import('node:path')])
  try {
    await mkdir(paths.dirname(path), { recursive: true, mode: 0o700 })
    await (await open(path, 'a', 0o600)).close()
  } catch (cause) {
    throw new ServerError(`The store ${path} cannot be opened: ${cause instanceof Error ? cause.message : 'failed'}.`, {
      cause,
    })
  }
}

class SqliteDatabase implements SqlDatabase {
  readonly #connection: Connection
  readonly #prepared = new Map<string, ReturnType<Connection['prepare']>>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async batch(
    statements: readonly SqlStatement[],
    { unwaited = false }: BatchOptions = {},
  ): Promise<readonly (readonly SqlRow[])[]> {
    const run = () => this.#transaction(() => statements.map((statement) => this.#all(statement)))
    if (!unwaited) return run()
    this.#connection.exec('PRAGMA synchronous = NORMAL')
    try {
      return run()
    } finally {
      this.#connection.exec('PRAGMA synchronous = FULL')
    }
  }

  async migrate(script: (version: number) => readonly string[]): Promise<void> {
    this.#transaction(() => {
      this.#connection.exec('CREATE TABLE IF NOT EXISTS colloquy_version (version INTEGER NOT NULL)')
      const [row] = this.#all({ text: 'SELECT version FROM colloquy_version' })
      if (row === undefined) this.#connection.exec('INSERT INTO colloquy_version (version) VALUES (0)')
      for (const statement of script(Number(row?.['version'] ?? 0))) this.#connection.exec(statement)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#prepared.clear()
    this.#connection.close()
  }

  #transaction<T>(work: () => T): T {
    try {
      // IMMEDIATE takes the write lock at once. A transaction that only later wants it may be refused without waiting.
      this.#connection.exec('BEGIN IMMEDIATE')
      return this.#committed(work)
    } catch (error) {
      throw isOutage(error) ? storeUnavailable(error) : error
    }
  }

  #committed<T>(work: () => T): T {
    try {
      const result = work()
      this.#connection.exec('COMMIT')
      return result
    } catch (error) {
      this.#connection.exec('ROLLBACK')
      throw error
    }
  }

  #all({ text, values = [] }: SqlStatement): readonly SqlRow[] {
    const prepared = this.#prepared.get(text) ?? this.#connection.prepare(text)
    this.#prepared.set(text, prepared)
    return prepared.all(...values).filter(isRow)
  }
}

/** Every row is one; the drivers' types just do not say so. Columns hold text and integers below 2^53 alone. */
function isRow(row: unknown): row is SqlRow {
  return typeof row === 'object' && row !== null
}

/**
 * Whether the file, and not the statement, is to blame, by SQLite's result codes: another process holds it (5, 6), it may
 * only be read (8), the disk fails (10) or is full (13), it cannot be opened (14).
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // `node:sqlite` has the number, `libsql` the name.
  if ('errcode' in error && typeof error.errcode === 'number')
    return [5, 6, 8, 10, 13, 14].includes(error.errcode & 0xff)
  return 'code' in error && /^SQLITE_(?:BUSY|LOCKED|READONLY|IOERR|FULL|CANTOPEN)/.test(String(error.code))
}

/** Node's own SQLite where it has one (22.13 and later), else the package `libsql`. */
async function loadSqlite(): Promise<new (path: string) => Connection> {
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
  readonly DatabaseSync: new (path: string) => Connection
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
