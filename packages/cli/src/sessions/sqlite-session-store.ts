/** Conversations in one SQLite file. */
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { shortMessage } from '../ask/user-message.ts'
import { messageText } from './message-text.ts'
import { field, readEntry, readSession } from './session-rows.ts'
import { newSessionId, sessionTitle } from './session-name.ts'
import { type Database, openDatabase, type Statement } from './open-database.ts'
import type { Entry, FoundEntry, NewEntry, NewSession, SearchOptions, Session, SessionStore } from './session.ts'

/** Opens the file at `path`, makes it where it is missing, readable by its owner alone. Throws NoDatabase. */
export async function openSessionStore(path: string, now: () => number = Date.now): Promise<SessionStore> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const database = await openDatabase(path)
  // Two terminals may write at once. FULL: an answer that was shown survives even a loss of power.
  database.exec(
    'PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
  )
  if (path !== ':memory:') chmodSync(path, 0o600)
  migrate(database)
  return new SqliteSessionStore(database, now)
}

// Each step runs once, in its own transaction; a file from a newer version is refused instead of being guessed at.
const migrations = [
  `CREATE TABLE sessions (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
     model TEXT, system TEXT, head INTEGER);
   CREATE TABLE entries (
     id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
     parent INTEGER, message TEXT NOT NULL, created INTEGER NOT NULL, model TEXT, usage TEXT, finish TEXT,
     words TEXT NOT NULL);
   CREATE INDEX entries_by_session ON entries(session);
   CREATE VIRTUAL TABLE entry_words USING fts5(words, content='entries', content_rowid='id', tokenize='unicode61');
   CREATE TRIGGER entry_added AFTER INSERT ON entries BEGIN
     INSERT INTO entry_words(rowid, words) VALUES (new.id, new.words); END;
   CREATE TRIGGER entry_removed AFTER DELETE ON entries BEGIN
     INSERT INTO entry_words(entry_words, rowid, words) VALUES ('delete', old.id, old.words); END;`,
]

function migrate(database: Database): void {
  const version = Number(field(database.prepare('PRAGMA user_version').get(), 'user_version'))
  if (version > migrations.length) {
    throw new Error(
      'The conversations were kept by a newer version of colloquy. Update it, or name another file with COLLOQUY_DB.',
    )
  }
  migrations.slice(version).forEach((step, index) => {
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${version + index + 1}; COMMIT`)
  })
}

class SqliteSessionStore implements SessionStore {
  readonly #database: Database
  readonly #now: () => number
  readonly #statements = new Map<string, Statement>()
  #depth = 0

  constructor(database: Database, now: () => number) {
    this.#database = database
    this.#now = now
  }

  create({ name = '', model, system }: NewSession = {}): Session {
    const now = this.#now()
    const id = newSessionId()
    this.#sql('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, NULL)').run(
      id,
      name,
      now,
      now,
      model ?? null,
      system ?? null,
    )
    return { id, name, created: now, updated: now, model: model ?? null, system: system ?? null, head: null }
  }

  append(session: string, { parent, message, model, usage, finish }: NewEntry): Entry {
    const now = this.#now()
    const words = messageText(message)
    return this.#atomically(() => {
      const added = this.#sql(
        'INSERT INTO entries (session, parent, message, created, model, usage, finish, words) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id',
      ).get(
        session,
        parent,
        JSON.stringify(message),
        now,
        model ?? null,
        usage ? JSON.stringify(usage) : null,
        finish ?? null,
        words,
      )
      const id = Number(field(added, 'id'))
      this.#sql(
        "UPDATE sessions SET head = ?, updated = ?, model = coalesce(?, model), name = CASE WHEN name = '' AND ? THEN ? ELSE name END WHERE id = ?",
      ).run(id, now, model ?? null, message.role === 'user' ? 1 : 0, sessionTitle(shortMessage(message)), session)
      return { id, parent, message, created: now, model: model ?? null, usage: usage ?? null, finish: finish ?? null }
    })
  }

  setHead(session: string, head: number | null): void {
    this.#sql('UPDATE sessions SET head = ?, updated = ? WHERE id = ?').run(head, this.#now(), session)
  }

  setSystem(session: string, system: string | null): void {
    this.#sql('UPDATE sessions SET system = ? WHERE id = ?').run(system, session)
  }

  list(): readonly Session[] {
    return this.#sql('SELECT * FROM sessions ORDER BY updated DESC, rowid DESC').all().map(readSession)
  }

  find(nameOrId: string): Session | undefined {
    const exact = this.#sql(
      'SELECT * FROM sessions WHERE id = ? OR name = ? ORDER BY id = ? DESC, updated DESC LIMIT 1',
    ).get(nameOrId, nameOrId, nameOrId)
    if (exact) return readSession(exact)
    if (!/^[a-z0-9]{3,7}$/u.test(nameOrId)) return undefined
    const starting = this.#sql('SELECT * FROM sessions WHERE id GLOB ? LIMIT 2').all(`${nameOrId}*`)
    return starting.length === 1 ? readSession(starting[0]) : undefined
  }

  path(session: string, head?: number): readonly Entry[] {
    return this.#sql(
      `WITH RECURSIVE path(id, depth) AS (
         SELECT coalesce(?, head), 0 FROM sessions WHERE id = ?
         UNION ALL SELECT parent, depth + 1 FROM entries JOIN path USING (id) WHERE parent IS NOT NULL)
       SELECT entries.* FROM path JOIN entries USING (id) ORDER BY depth DESC`,
    )
      .all(head ?? null, session)
      .map(readEntry)
  }

  rename(session: string, name: string): void {
    this.#sql('UPDATE sessions SET name = ? WHERE id = ?').run(name, session)
  }

  branch(session: string, name?: string, head?: number): Session {
    return this.#atomically(() => {
      const original = this.find(session)
      const path = this.path(session, head)
      const copy = this.create({
        name: name ?? `${original?.name ?? ''} (branch)`,
        system: original?.system ?? undefined,
      })
      let parent: number | null = null
      for (const { message, model, usage, finish } of path) {
        parent = this.append(copy.id, { parent, message, model, usage, finish }).id
      }
      return this.find(copy.id) ?? copy
    })
  }

  remove(session: string): void {
    this.#sql('DELETE FROM sessions WHERE id = ?').run(session)
  }

  search(text: string, { limit, model }: SearchOptions): readonly FoundEntry[] {
    // Each word quoted: FTS5 has an operator language of its own that a search for "a-b" would fall into.
    const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => `"${word}"*`).join(' ')
    const join = words === '' ? '' : 'JOIN entry_words ON entry_words.rowid = entries.id AND entry_words MATCH ?'
    const rows = this.#sql(
      `SELECT entries.*, sessions.name AS session_name, sessions.created AS session_created,
              sessions.updated AS session_updated, sessions.model AS session_model,
              sessions.system AS session_system, sessions.head AS session_head
       FROM entries JOIN sessions ON sessions.id = entries.session ${join}
       WHERE ? IS NULL OR entries.model = ? ORDER BY entries.id DESC LIMIT ?`,
    ).all(...(words === '' ? [] : [words]), model ?? null, model ?? null, limit)
    return rows.map((row) => ({
      entry: readEntry(row),
      session: readSession({
        id: field(row, 'session'),
        name: field(row, 'session_name'),
        created: field(row, 'session_created'),
        updated: field(row, 'session_updated'),
        model: field(row, 'session_model'),
        system: field(row, 'session_system'),
        head: field(row, 'session_head'),
      }),
    }))
  }

  prune(before: number): number {
    return this.#sql('DELETE FROM sessions WHERE updated < ? RETURNING id').all(before).length
  }

  close(): void {
    this.#database.close()
  }

  #sql(text: string): Statement {
    const known = this.#statements.get(text) ?? this.#database.prepare(text)
    this.#statements.set(text, known)
    return known
  }

  #atomically<T>(work: () => T): T {
    if (this.#depth > 0) return work()
    this.#database.exec('BEGIN IMMEDIATE')
    this.#depth++
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    } finally {
      this.#depth--
    }
  }
}
