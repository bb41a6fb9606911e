import type { Claim, ClaimedKey, IdempotencyStore, KeptAnswer } from '../idempotency-store.ts'
import { query, type SqlDatabase, type SqlRow, type SqlStatement } from './sql-database.ts'

/** Answers by their idempotency key, in a database. */
export class SqlIdempotency implements IdempotencyStore {
  readonly #database: SqlDatabase
  readonly #now: () => number

  constructor(database: SqlDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async claim({ owner, key, token }: ClaimedKey, fingerprint: string, lease: number): Promise<Claim> {
    const now = this.#now()
    const [, [claimed] = [], [present] = []] = await this.#unwaited(
      { text: 'DELETE FROM colloquy_idempotency WHERE expires <= ?', values: [now] },
      {
        // A lease that ends later than that was taken before the clock was set back. If its holder is alive, it renews
        // the lease.
        text: `INSERT INTO colloquy_idempotency (owner, idempotency_key, token, fingerprint, expires)
          VALUES (?, ?, ?, ?, ?) ON CONFLICT (owner, idempotency_key) DO UPDATE SET expires = excluded.expires
          WHERE colloquy_idempotency.status IS NULL AND colloquy_idempotency.expires > excluded.expires
          RETURNING token`,
        values: [owner, key, token, fingerprint, now + lease],
      },
      {
        text: `SELECT fingerprint, status, content_type, body FROM colloquy_idempotency
          WHERE owner = ? AND idempotency_key = ?`,
        values: [owner, key],
      },
    )
    if (claimed?.['token'] === token) return { state: 'claimed' }
    const before = String(present?.['fingerprint'])
    const status = present?.['status'] ?? null
    if (present === undefined || status === null) return { state: 'running', fingerprint: before }
    const answer: KeptAnswer = {
      status: Number(status),
      contentType: String(present['content_type']),
      body: String(JSON.parse(String(present['body']))),
    }
    return { state: 'answered', fingerprint: before, answer }
  }

  async renew({ owner, key, token }: ClaimedKey, lease: number): Promise<void> {
    await this.#unwaited({
      text: `UPDATE colloquy_idempotency SET expires = ?
        WHERE owner = ? AND idempotency_key = ? AND token = ? AND status IS NULL`,
      values: [this.#now() + lease, owner, key, token],
    })
  }

  async keep({ owner, key, token }: ClaimedKey, answer: KeptAnswer, lifetime: number): Promise<void> {
    await query(
      this.#database,
      `UPDATE colloquy_idempotency SET status = ?, content_type = ?, body = ?, expires = ?
        WHERE owner = ? AND idempotency_key = ? AND token = ? AND status IS NULL`,
      // As JSON, because Postgres' text has no U+0000.
      answer.status,
      answer.contentType,
      JSON.stringify(answer.body),
      this.#now() + lifetime,
      owner,
      key,
      token,
    )
  }

  async release({ owner, key, token }: ClaimedKey): Promise<void> {
    await this.#unwaited({
      text: 'DELETE FROM colloquy_idempotency WHERE owner = ? AND idempotency_key = ? AND token = ? AND status IS NULL',
      values: [owner, key, token],
    })
  }

  // Only the answer itself waits for the disk, and takes everything written before it along. A claim need not: after a
  // power cut nobody is left who works under it.
  #unwaited(...statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.#database.batch(statements, { unwaited: true })
  }
}
