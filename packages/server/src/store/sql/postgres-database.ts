import { InvalidRequestError, ServerError } from 'colloquy'
import type { Sql } from 'postgres'
import { storeUnavailable } from '../store-unavailable.ts'
import type { BatchOptions, SqlDatabase, SqlRow, SqlStatement } from './sql-database.ts'

/** Milliseconds a Postgres may take for a transaction. A server that stands still would keep every request waiting. */
const patience = 10_000

/** Milliseconds for which closing waits for transactions that run. */
const closingTime = 5000

/** Opens a Postgres database by its URL. Connects at once, so that a wrong address shows at the start. */
export async function openPostgres(url: string): Promise<SqlDatabase> {
  const { default: postgres } = await import('postgres').catch((cause: unknown) => {
    throw new ServerError('The package `postgres` is not installed. Install it to keep things in a Postgres.', {
      cause,
    })
  })
  const { address, socket } = splitAddress(url)
  const place = socket ?? new URL(address).host
  const sql = postgres(address, {
    ...(socket === null ? {} : { host: socket }),
    max: 10,
    connect_timeout: 5,
    // In seconds. The default grows to 20, and callers would wait that long after the server is back.
    backoff: () => 0.5,
    // A notice is not an error, but by default the package writes it to the console.
    onnotice: () => undefined,
    // Positions are whole numbers below 2^53; the default gives them as text.
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  try {
    await sql`SELECT 1`
  } catch (cause) {
    await sql.end({ timeout: 1 })
    throw unusable(place, cause)
  }
  return new PostgresDatabase(sql, place)
}

/** Names the host alone: the URL may hold a password. */
function unusable(place: string, cause: unknown): ServerError {
  return new ServerError(`The Postgres of the store at ${place} cannot be used: ${reasonOf(cause)}.`, { cause })
}

class PostgresDatabase implements SqlDatabase {
  readonly #sql: Sql<{ bigint: number }>
  readonly #place: string
  readonly #running = new Set<Promise<unknown>>()

  constructor(sql: Sql<{ bigint: number }>, place: string) {
    this.#sql = sql
    this.#place = place
  }

  async batch(
    statements: readonly SqlStatement[],
    { unwaited = false }: BatchOptions = {},
  ): Promise<readonly (readonly SqlRow[])[]> {
    return this.#answered(async () => {
      const [only] = statements
      if (only !== undefined && statements.length === 1 && !unwaited) return [await this.#run(this.#sql, only)]
      const results: (readonly SqlRow[])[] = []
      await this.#sql.begin(async (transaction) => {
        if (unwaited) await transaction.unsafe('SET LOCAL synchronous_commit TO off')
        for (const statement of statements) results.push(await this.#run(transaction, statement))
      })
      return results
    })
  }

  async migrate(script: (version: number) => readonly string[]): Promise<void> {
    const work = this.#sql.begin(async (transaction) => {
      // Replicas start together; the number is any that nobody else uses, and the lock goes with the transaction.
      await transaction.unsafe('SELECT pg_advisory_xact_lock(7265686377)')
      await transaction.unsafe('CREATE TABLE IF NOT EXISTS colloquy_version (version INTEGER NOT NULL)')
      const [row] = await transaction.unsafe<{ version: number }[]>('SELECT version FROM colloquy_version')
      if (row === undefined) await transaction.unsafe('INSERT INTO colloquy_version (version) VALUES (0)')
      for (const statement of script(row?.version ?? 0)) await transaction.unsafe(statement)
    })
    await work.catch((error: unknown) => {
      throw isOutage(error) ? unusable(this.#place, error) : error
    })
  }

  async probe(): Promise<void> {
    await this.batch([{ text: 'UPDATE colloquy_version SET version = version' }])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Wait for running transactions here. The package would also wait for a connection whose role was turned away,
    // which never opens.
    await inTime(Promise.allSettled(this.#running), closingTime)
    await this.#sql.end({ timeout: 0 })
  }

  /** Does work in time; throws `store_unavailable` where the server cannot be reached, is ending, or stands still. */
  async #answered<T>(work: () => Promise<T>): Promise<T> {
    const running = work().catch((error: unknown) => {
      throw isOutage(error) ? storeUnavailable(error) : error
    })
    this.#running.add(running)
    try {
      const result = await inTime(running, patience)
      if (result === late) throw storeUnavailable(new Error(`no answer in ${patience / 1000} s`))
      return result
    } finally {
      this.#running.delete(running)
    }
  }

  #run(sql: Pick<Sql, 'unsafe'>, { text, values = [] }: SqlStatement): Promise<readonly SqlRow[]> {
    let count = 0
    const numbered = text.replaceAll('?', () => `$${++count}`)
    return sql.unsafe<SqlRow[]>(numbered, [...values], { prepare: true })
  }
}

const late = Symbol('late')

/** What a promise comes to, or `late` where that takes longer. */
async function inTime<T>(promise: Promise<T>, milliseconds: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const end = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, milliseconds, late)
  })
  try {
    return await Promise.race([promise, end])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Whether the server, and not the statement, is to blame: the network, or by SQLSTATE a lost connection (08), a role that
 * only reads (25006), may not come in (28) or do this (42501), a database that is not there (3D), a transaction that others
 * were in the way of (40, 55P03), no resources (53), a server that stops, starts or was told to (57), its disk (58), damage (XX).
 */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  return error.name !== 'PostgresError' || /^(?:08|25006|28|3D|40|42501|53|55P03|57|58|XX)/.test(error.code)
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
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (error.name === 'PostgresError') return `${error.message} (${code})`
  // Where a host has several addresses, the message is empty.
  return code ?? error.message
}
