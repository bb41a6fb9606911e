import type { Metadata } from 'colloquy/protocol'
import { sha256 } from '../../sha256.ts'
import type {
  CompletionQuery,
  CompletionRecord,
  CompletionStore,
  StoredCompletion,
  StoredMessage,
} from '../completion-store.ts'
import { query, type SqlDatabase, type SqlRow, type SqlStatement, type SqlValue } from './sql-database.ts'

/** Stored completions in a database. */
export class SqlCompletions implements CompletionStore {
  readonly #database: SqlDatabase
  readonly #now: () => number
  #lastPosition = 0

  constructor(database: SqlDatabase, now: () => number) {
    this.#database = database
    this.#now = now
  }

  async add(owner: string, { completion, messages }: CompletionRecord): Promise<void> {
    const { metadata, ...body } = completion
    const model = JSON.stringify(completion.model)
    await this.#database.batch([
      {
        text: `INSERT INTO colloquy_completions (id, owner, model, position, body, messages, metadata)
          VALUES (?, ?, ?, ?, ?, ?, ?)`,
        values: [completion.id, owner, model, this.#nextPosition(), ...[body, messages, metadata].map(toJson)],
      },
      ...(await pairsOf(metadata)).map((pair) => addPair(owner, completion.id, pair)),
    ])
  }

  async get(owner: string, id: string): Promise<StoredCompletion | undefined> {
    const [row] = await query(
      this.#database,
      'SELECT body, metadata FROM colloquy_completions WHERE owner = ? AND id = ? AND body IS NOT NULL',
      owner,
      id,
    )
    return row === undefined ? undefined : completionOf(row)
  }

  async list(owner: string, asked: CompletionQuery): ReturnType<CompletionStore['list']> {
    const { model, metadata = {}, after, limit, order } = asked
    const conditions = ['owner = ?', 'body IS NOT NULL']
    const values: SqlValue[] = [owner]
    if (model !== undefined) {
      conditions.push('model = ?')
      values.push(JSON.stringify(model))
    }
    for (const pair of await pairsOf(metadata)) {
      conditions.push('id IN (SELECT completion FROM colloquy_metadata WHERE pair = ?)')
      values.push(pair)
    }
    if (after !== undefined) {
      const [cursor] = await query(
        this.#database,
        'SELECT position FROM colloquy_completions WHERE owner = ? AND id = ?',
        owner,
        after,
      )
      if (cursor === undefined) return undefined
      conditions.push(`(position, id) ${order === 'asc' ? '>' : '<'} (?, ?)`)
      values.push(cursor['position'] ?? null, after)
    }
    const direction = order === 'asc' ? 'ASC' : 'DESC'
    const rows = await query(
      this.#database,
      `SELECT body, metadata FROM colloquy_completions WHERE ${conditions.join(' AND ')}
        ORDER BY position ${direction}, id ${direction} LIMIT ?`,
      ...values,
      // One more than asked for tells whether there is more.
      limit + 1,
    )
    return { items: rows.slice(0, limit).map(completionOf), hasMore: rows.length > limit }
  }

  async messages(owner: string, id: string): ReturnType<CompletionStore['messages']> {
    const [row] = await query(
      this.#database,
      'SELECT messages FROM colloquy_completions WHERE owner = ? AND id = ? AND body IS NOT NULL',
      owner,
      id,
    )
    if (row === undefined) return undefined
    const messages: StoredMessage[] = JSON.parse(String(row['messages']))
    return messages
  }

  async update(owner: string, id: string, metadata: Metadata): Promise<StoredCompletion | undefined> {
    const [rows] = await this.#database.batch([
      {
        text: `UPDATE colloquy_completions SET metadata = ?
          WHERE owner = ? AND id = ? AND body IS NOT NULL RETURNING body, metadata`,
        values: [toJson(metadata), owner, id],
      },
      removePairs(owner, id),
      ...(await pairsOf(metadata)).map((pair) => addPair(owner, id, pair)),
    ])
    const row = rows?.[0]
    return row === undefined ? undefined : completionOf(row)
  }

  async delete(owner: string, id: string): Promise<boolean> {
    const [rows] = await this.#database.batch([
      {
        text: `UPDATE colloquy_completions SET body = NULL, messages = NULL, metadata = NULL
          WHERE owner = ? AND id = ? AND body IS NOT NULL RETURNING id`,
        values: [owner, id],
      },
      removePairs(owner, id),
    ])
    return rows !== undefined && rows.length > 0
  }

  async prune(before: number): Promise<number> {
    let count = 0
    for (;;) {
      // A part at a time: no request waits long for the transaction of a million rows.
      const chosen = 'SELECT id FROM colloquy_completions WHERE position < ? ORDER BY position LIMIT 500'
      const values = [before * 1000]
      const [, rows = []] = await this.#database.batch([
        { text: `DELETE FROM colloquy_metadata WHERE completion IN (${chosen})`, values },
        { text: `DELETE FROM colloquy_completions WHERE id IN (${chosen}) RETURNING id`, values },
      ])
      count += rows.length
      if (rows.length < 500) return count
    }
  }

  /** Grows within a millisecond too, so that completions come back in the order they were added here. */
  #nextPosition(): number {
    this.#lastPosition = Math.max(this.#lastPosition + 1, this.#now() * 1000)
    return this.#lastPosition
  }
}

function addPair(owner: string, id: string, pair: string): SqlStatement {
  const text = `INSERT INTO colloquy_metadata (completion, pair)
    SELECT id, CAST(? AS TEXT) FROM colloquy_completions WHERE owner = ? AND id = ? AND body IS NOT NULL`
  return { text, values: [pair, owner, id] }
}

function removePairs(owner: string, id: string): SqlStatement {
  const text = `DELETE FROM colloquy_metadata
    WHERE completion IN (SELECT id FROM colloquy_completions WHERE owner = ? AND id = ?)`
  return { text, values: [owner, id] }
}

function pairsOf(metadata: Metadata): Promise<string[]> {
  return Promise.all(Object.entries(metadata).map((pair) => sha256(JSON.stringify(pair))))
}

function completionOf(row: SqlRow): StoredCompletion {
  // Only `add` and `update` write these columns, so what comes back has the type that went in.
  const body: Omit<StoredCompletion, 'metadata'> = JSON.parse(String(row['body']))
  const metadata: Metadata = JSON.parse(String(row['metadata']))
  return { ...body, metadata }
}

function toJson(value: unknown): string {
  return JSON.stringify(value)
}
