import { isColloquyError, ServerError, systemClock, type Clock } from 'colloquy'
import { storeUnavailable } from '../store-unavailable.ts'
import { FileIdentity } from './file-identity.ts'
import { loadSqlite, type SqliteConnection } from './load-sqlite.ts'
import type { BatchOptions, SqlDatabase, SqlRow, SqlStatement } from './sql-database.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** Milliseconds for which a transaction waits for another process that has the file. */
const patience = 5000

/** Opens an SQLite file, made where there is none. `:memory:` is a database that ends with the process. */
export async function openSqlite(path: string, clock: Clock = systemClock): Promise<SqlDatabase> {
  const Connection = await loadSqlite()
  await makeFile(path)
  const connection = new Connection(path)
  try {
    connection.exec(`PRAGMA busy_timeout = ${patience}`)
    connection.exec('PRAGMA journal_mode = WAL')
    // FULL: what is acknowledged survives a power cut too, not only the end of this process.
    connection.exec('PRAGMA synchronous = FULL')
    connection.exec('PRAGMA foreign_keys = ON')
    // From here on waiting is done outside of SQLite, which would hold up the whole process with it.
    connection.exec('PRAGMA busy_timeout = 0')
  } catch (cause) {
    connection.close()
    throw unusable(path, cause)
  }
  // Transactions that are not in the file yet are in the one beside it.
  const files = path === ':memory:' ? [] : [path, `${path}-wal`]
  return new SqliteDatabase(connection, { path, files, clock })
}

function unusable(path: string, cause: unknown): ServerError {
  return new ServerError(`The store ${path} cannot be used: ${cause instanceof Error ? cause.message : 'failed'}.`, {
    cause,
  })
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
  readonly #connection: SqliteConnection
  readonly #path: string
  readonly #paths: readonly string[]
  readonly #clock: Clock
  readonly #prepared = new Map<string, ReturnType<SqliteConnection['prepare']>>()
  /** Known once it has been brought up to date: before, the second file need not be there. */
  #files: readonly FileIdentity[] = []
  /** What was found when the file turned out to be damaged. */
  #damage: unknown

  constructor(
    connection: SqliteConnection,
    { path, files, clock }: { path: string; files: readonly string[]; clock: Clock },
  ) {
    this.#connection = connection
    this.#path = path
    this.#paths = files
    this.#clock = clock
  }

  async batch(
    statements: readonly SqlStatement[],
    { unwaited = false }: BatchOptions = {},
  ): Promise<readonly (readonly SqlRow[])[]> {
    const all = () => statements.map((statement) => this.#all(statement))
    // One statement is a transaction by itself, and to read it needs no lock: keys are found while another process writes.
    const run = () => (statements.length === 1 ? this.#checked(all) : this.#transaction(all))
    if (!unwaited) return this.#patiently(run)
    return this.#patiently(() => {
      this.#connection.exec('PRAGMA synchronous = NORMAL')
      try {
        return run()
      } finally {
        this.#connection.exec('PRAGMA synchronous = FULL')
      }
    })
  }

  async migrate(script: (version: number) => readonly string[]): Promise<void> {
    await this.#patiently(() =>
      this.#transaction(() => {
        this.#connection.exec('CREATE TABLE IF NOT EXISTS colloquy_version (version INTEGER NOT NULL)')
        const [row] = this.#all({ text: 'SELECT version FROM colloquy_version' })
        if (row === undefined) this.#connection.exec('INSERT INTO colloquy_version (version) VALUES (0)')
        for (const statement of script(Number(row?.['version'] ?? 0))) this.#connection.exec(statement)
      }),
    ).catch((error: unknown) => {
      throw isColloquyError(error) && error.code === 'store_unavailable' ? unusable(this.#path, error.cause) : error
    })
    this.#files = this.#paths.map((path) => new FileIdentity(path))
  }

  async probe(): Promise<void> {
    // As much as a conversation: on a full disk there is often room for one page more.
    const filler = 'x'.repeat(65_536)
    await this.batch([
      { text: 'CREATE TABLE IF NOT EXISTS colloquy_probe (filler TEXT)' },
      { text: 'INSERT INTO colloquy_probe VALUES (?)', values: [filler] },
    ])
    await this.batch([{ text: 'DROP TABLE colloquy_probe' }])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#prepared.clear()
    this.#connection.close()
  }

  /** Tries again while another process has the file, and lets other requests go on meanwhile. */
  async #patiently<T>(work: () => T): Promise<T> {
    const until = this.#clock.now() + patience
    for (let pause = 5; ; pause = Math.min(pause * 2, 100)) {
      try {
        return work()
      } catch (error) {
        const failure = sqliteFailure(error)
        if (failure === undefined) throw error
        if (failure === 'damage') this.#damage = error
        if (failure !== 'busy' || this.#clock.now() >= until) throw storeUnavailable(error)
      }
      await new Promise<void>((resolve) => void this.#clock.after(pause, resolve))
    }
  }

  #transaction<T>(work: () => T): T {
    return this.#checked(() => {
      // IMMEDIATE takes the write lock at once. A transaction that only later wants it may be refused without waiting.
      this.#connection.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        this.#connection.exec('COMMIT')
        return result
      } catch (error) {
        this.#rollback()
        throw error
      }
    })
  }

  /** On a full disk SQLite has ended the transaction already. The error of ending it twice would hide the cause. */
  #rollback(): void {
    try {
      this.#connection.exec('ROLLBACK')
    } catch {}
  }

  /** Works on the file that was opened, or not at all. */
  #checked<T>(work: () => T): T {
    // Stop writing: more writes would spread the damage, and a page that happens to be whole would make the server look
    // ready.
    if (this.#damage !== undefined) throw storeUnavailable(this.#damage)
    try {
      for (const file of this.#files) file.check()
    } catch (cause) {
      throw storeUnavailable(cause)
    }
    return work()
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
