import type { KeyLimits, KeyRecord } from '../../keys/key-record.ts'
import type { KeyStore } from '../key-store.ts'
import { query, type SqlDatabase, type SqlRow } from './sql-database.ts'

/** Keys in a database. */
export class SqlKeys implements KeyStore {
  readonly #database: SqlDatabase
  readonly #now: () => number

  constructor(database: SqlDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async add(record: KeyRecord, hash: string): Promise<boolean> {
    const { id, name, owner, created, expires, revoked, limits } = record
    const [, added = []] = await this.#database.batch([
      // If two add the same name at once, the index on names in use decides.
      {
        text: `INSERT INTO colloquy_keys (id, name, owner, created, expires, revoked, limits)
          VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        values: [id, name, owner, created, expires, revoked, JSON.stringify(limits)],
      },
      {
        text: `INSERT INTO colloquy_key_hashes (hash, key_id, until)
          SELECT CAST(? AS TEXT), id, NULL FROM colloquy_keys WHERE id = ? RETURNING hash`,
        values: [hash, id],
      },
    ])
    return added.length > 0
  }

  async find(hash: string): Promise<KeyRecord | undefined> {
    const [row] = await query(
      this.#database,
      `SELECT k.* FROM colloquy_key_hashes h JOIN colloquy_keys k ON k.id = h.key_id
        WHERE h.hash = ? AND (h.until IS NULL OR h.until > ?)`,
      hash,
      this.#now(),
    )
    return row === undefined ? undefined : recordOf(row)
  }

  async any(): Promise<boolean> {
    return (await query(this.#database, 'SELECT id FROM colloquy_keys LIMIT 1')).length > 0
  }

  async list(): Promise<readonly KeyRecord[]> {
    return (await query(this.#database, 'SELECT * FROM colloquy_keys ORDER BY created, id')).map(recordOf)
  }

  async rotate(id: string, hash: string, until: number): Promise<void> {
    await this.#database.batch([
      {
        text: 'UPDATE colloquy_key_hashes SET until = ? WHERE key_id = ? AND (until IS NULL OR until > ?)',
        values: [until, id, until],
      },
      { text: 'INSERT INTO colloquy_key_hashes (hash, key_id, until) VALUES (?, ?, NULL)', values: [hash, id] },
    ])
  }

  async revoke(id: string): Promise<void> {
    const text = 'UPDATE colloquy_keys SET revoked = ? WHERE id = ? AND revoked IS NULL'
    await query(this.#database, text, this.#now(), id)
  }

  async limit(id: string, limits: KeyLimits): Promise<void> {
    await query(this.#database, 'UPDATE colloquy_keys SET limits = ? WHERE id = ?', JSON.stringify(limits), id)
  }
}

function recordOf(row: SqlRow): KeyRecord {
  // Only `add` and `limit` write this column, so what comes back has the type that went in.
  const limits: KeyLimits = JSON.parse(String(row['limits']))
  return {
    id: String(row['id']),
    name: String(row['name']),
    owner: String(row['owner']),
    created: Number(row['created']),
    expires: timeOf(row['expires']),
    revoked: timeOf(row['revoked']),
    limits,
  }
}

function timeOf(value: SqlRow[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value)
}
