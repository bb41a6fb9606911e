import { isColloquyError } from 'colloquy'
import type { BatchOptions, SqlDatabase, SqlRow, SqlStatement } from './sql-database.ts'

/** The same database, which remembers whether it answered the last time. */
export class WatchedDatabase implements SqlDatabase {
  readonly #database: SqlDatabase
  #failed = false
  #asked: Promise<boolean> | undefined

  constructor(database: SqlDatabase) {
    this.#database = database
  }

  async batch(statements: readonly SqlStatement[], options?: BatchOptions): Promise<readonly (readonly SqlRow[])[]> {
    try {
      return await this.#database.batch(statements, options)
    } catch (error) {
      if (isColloquyError(error) && error.code === 'store_unavailable') this.#failed = true
      throw error
    }
  }

  migrate(script: (version: number) => readonly string[]): Promise<void> {
    return this.#database.migrate(script)
  }

  probe(): Promise<void> {
    return this.#database.probe()
  }

  /**
   * Whether the database can be used, as far as is known. After a failure, asking this tries it again: while requests
   * are kept away, none of them would find out that it is back.
   */
  available(): Promise<boolean> {
    if (!this.#failed) return Promise.resolve(true)
    this.#asked ??= this.#ask()
    return this.#asked
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#database[Symbol.asyncDispose]()
  }

  async #ask(): Promise<boolean> {
    try {
      await this.probe()
      this.#failed = false
    } catch {
      // Still away; the requests that found out have told why.
    } finally {
      this.#asked = undefined
    }
    return !this.#failed
  }
}
