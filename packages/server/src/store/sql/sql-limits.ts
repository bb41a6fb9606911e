import type { Bucket, LimitStore, Taken } from '../limit-store.ts'
import type { SqlDatabase, SqlRow, SqlStatement, SqlValue } from './sql-database.ts'

/**
 * What the bucket of this row holds at a moment. Its parameters (`?`) are the moment and the capacity, then twice the
 * moment, the rate and the capacity. The clocks of servers may differ. A bucket that is more than a minute ahead was
 * filled before the clock was set back; without this exception its key would be refused until that moment comes again.
 */
const filled = `CASE
  WHEN colloquy_buckets.at - CAST(? AS DOUBLE PRECISION) > 60000 THEN CAST(? AS DOUBLE PRECISION)
  WHEN colloquy_buckets.level + (CAST(? AS DOUBLE PRECISION) - colloquy_buckets.at) * CAST(? AS DOUBLE PRECISION)
    < CAST(? AS DOUBLE PRECISION)
  THEN colloquy_buckets.level + (CAST(? AS DOUBLE PRECISION) - colloquy_buckets.at) * CAST(? AS DOUBLE PRECISION)
  ELSE CAST(? AS DOUBLE PRECISION) END`

/** Limits that all servers of a database share. */
export class SqlLimits implements LimitStore {
  readonly #database: SqlDatabase
  readonly #now: () => number

  constructor(database: SqlDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async take(bucket: Bucket, amount: number): Promise<Taken> {
    const { name, capacity } = bucket
    const now = this.#now()
    const level = filledValues(bucket, now)
    const [, taken = [], left = []] = await this.#run([
      {
        text: 'INSERT INTO colloquy_buckets (name, level, at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING',
        values: [name, capacity, now],
      },
      {
        text: `UPDATE colloquy_buckets SET level = ${filled} - CAST(? AS DOUBLE PRECISION), at = ?
          WHERE name = ? AND ${filled} >= CAST(? AS DOUBLE PRECISION) RETURNING level`,
        values: [...level, amount, now, name, ...level, amount],
      },
      { text: `SELECT ${filled} AS level FROM colloquy_buckets WHERE name = ?`, values: [...level, name] },
    ])
    return { taken: taken.length > 0, level: Number(left[0]?.['level']) }
  }

  async give(bucket: Bucket, amount: number): Promise<void> {
    const now = this.#now()
    // Filled first, so that the cap applies to what is there now.
    const text = `UPDATE colloquy_buckets SET at = ?, level = CASE
        WHEN ${filled} + CAST(? AS DOUBLE PRECISION) < CAST(? AS DOUBLE PRECISION)
        THEN ${filled} + CAST(? AS DOUBLE PRECISION) ELSE CAST(? AS DOUBLE PRECISION) END WHERE name = ?`
    const level = filledValues(bucket, now)
    const { name, capacity } = bucket
    await this.#one(text, now, ...level, amount, capacity, ...level, amount, capacity, name)
  }

  async enter(room: string, token: string, limit: number, lease: number): Promise<boolean> {
    const now = this.#now()
    const [, , entered = []] = await this.#run([
      // Locks the row of the room until the transaction ends. Otherwise two that count at once would both find the last
      // place free.
      {
        text: 'INSERT INTO colloquy_rooms (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = excluded.name',
        values: [room],
      },
      { text: 'DELETE FROM colloquy_places WHERE room = ? AND until <= ?', values: [room, now] },
      {
        text: `INSERT INTO colloquy_places (room, token, until)
          SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT)
          WHERE (SELECT COUNT(*) FROM colloquy_places WHERE room = ?) < CAST(? AS BIGINT) RETURNING token`,
        values: [room, token, now + lease, room, limit],
      },
    ])
    if (entered.length > 0) return true
    // A place that is held longer than that was taken before the clock was set back. If its holder is alive, it renews
    // the place.
    await this.#one('UPDATE colloquy_places SET until = ? WHERE room = ? AND until > ?', now + lease, room, now + lease)
    return false
  }

  async stay(room: string, token: string, lease: number): Promise<void> {
    const text = 'UPDATE colloquy_places SET until = ? WHERE room = ? AND token = ?'
    await this.#one(text, this.#now() + lease, room, token)
  }

  async leave(room: string, token: string): Promise<void> {
    await this.#one('DELETE FROM colloquy_places WHERE room = ? AND token = ?', room, token)
  }

  async count(name: string, day: string, amount: number): Promise<void> {
    await this.#one(
      `INSERT INTO colloquy_counters (name, day, amount) VALUES (?, ?, ?)
        ON CONFLICT (name, day) DO UPDATE SET amount = colloquy_counters.amount + excluded.amount`,
      name,
      day,
      amount,
    )
  }

  async counted(name: string, fromDay: string): Promise<number> {
    const text =
      'SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount FROM colloquy_counters WHERE name = ? AND day >= ?'
    const [row] = await this.#one(text, name, fromDay)
    return Number(row?.['amount'])
  }

  #run(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.#database.batch(statements, { unwaited: true })
  }

  async #one(text: string, ...values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    const [rows = []] = await this.#run([{ text, values }])
    return rows
  }
}

function filledValues({ capacity }: Bucket, now: number): number[] {
  const values = [now, capacity / 60_000, capacity]
  return [now, capacity, ...values, ...values]
}
