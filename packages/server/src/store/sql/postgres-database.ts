import { InvalidRequestError, ServerError } from 'colloquy'
import type { Sql } from 'postgres'
import type { BatchOptions, SqlDatabase, SqlRow, SqlStatement } from './sql-database.ts'

/** Opens a Postgres database by its URL. Connects at once, so that a wrong address shows at the start. */
export async function openPostgres(url: string): Promise<SqlDatabase> {
  const { default: postgres } = await import('postgres').catch((cause: unknown) => {
    throw new ServerError('The package `postgres` is not installed. Install it to keep things in a Postgres.', {
      cause,
    })
  })
  const { address, socket } = splitAddress(url)
  const sql = postgres(address, {
    ...(socket === null ? {} : { host: socket }),
    max: 10,
    connect_timeout: 10,
    // A notice is no error, and the default writes it to the console.
    onnotice: () => undefined,
    // Positions are whole numbers below 2^53; the default gives them as text.
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  try {
    await sql`SELECT 1`
  } catch (cause) {
    await sql.end({ timeout: 1 })
    // The URL may hold a password, so it is not repeated.
    throw new ServerError(`The Postgres of the store cannot be reached: ${reasonOf(cause)}.`, { cause })
  }
  return new PostgresDatabase(sql)
}

class PostgresDatabase implements SqlDatabase {
  readonly #sql: Sql<{ bigint: number }>

  constructor(sql: Sql<{ bigint: number }>) {
    this.#sql = sql
  }

  async batch(
    statements: readonly SqlStatement[],
    { unwaited = false }: BatchOptions = {},
  ): Promise<readonly (readonly SqlRow[])[]> {
    const [only] = statements
    if (only !== undefined && statements.length === 1 && !unwaited) return [await this.#run(this.#sql, only)]
    const results: (readonly SqlRow[])[] = []
    await this.#sql.begin(async (transaction) => {
      if (unwaited) await transaction.unsafe('SET LOCAL synchronous_commit TO off')
      for (const statement of statements) results.push(await this.#run(transaction, statement))
    })
    return results
  }

  async migrate(script: (version: number) => readonly string[]): Promise<void> {
    await this.#sql.begin(async (transaction) => {
      // Replicas start together; the number is any that nobody else uses, and the lock goes with the transaction.
      await transaction.unsafe('SELECT pg_advisory_xact_lock(7265686377)')
      await transaction.unsafe('CREATE TABLE IF NOT EXISTS colloquy_version (version INTEGER NOT NULL)')
      const [row] = await transaction.unsafe<{ version: number }[]>('SELECT version FROM colloquy_version')
      if (row === undefined) await transaction.unsafe('INSERT INTO colloquy_version (version) VALUES (0)')
      for (const statement of script(row?.version ?? 0)) await transaction.unsafe(statement)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sql.end({ timeout: 5 })
  }

  #run(sql: Pick<Sql, 'unsafe'>, { text, values = [] }: SqlStatement): Promise<readonly SqlRow[]> {
    let count = 0
    const numbered = text.replaceAll('?', () => `$${++count}`)
    return sql.unsafe<SqlRow[]>(numbered, [...values], { prepare: true })
  }
}

/** `?host=/var/run/postgresql`, libpq's way to name a socket's directory, is unknown to the package. */
function splitAddress(url: string): { address: string; socket: string | null } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) {
    throw new InvalidRequestError('The address of the store is no URL: `postgres://USER:PASSWORD@HOST/DATABASE`.')
  }
  const socket = parsed.searchParams.get('host')
  parsed.searchParams.delete('host')
  return { address: parsed.href, socket }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
