import { ServerError } from 'colloquy'

/**
 * How an empty database becomes today's, step by step. A step that has been released is never changed: a change is a
 * new step at the end, and a server of the version before goes on working on what it makes.
 */
const steps: readonly (readonly string[])[] = [
  [
    // A deleted completion leaves its row with nothing in it, so that a page can go on after its id.
    `CREATE TABLE colloquy_completions (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      model TEXT NOT NULL,
      position BIGINT NOT NULL,
      body TEXT,
      messages TEXT,
      metadata TEXT
    )`,
    'CREATE INDEX colloquy_completions_by_position ON colloquy_completions (owner, position, id)',
    // Pairs by their hash: 512 characters of metadata can take more bytes than Postgres lets an index entry have.
    `CREATE TABLE colloquy_metadata (
      completion TEXT NOT NULL REFERENCES colloquy_completions (id),
      pair TEXT NOT NULL,
      PRIMARY KEY (completion, pair)
    )`,
    'CREATE INDEX colloquy_metadata_by_pair ON colloquy_metadata (pair, completion)',
  ],
  [
    `CREATE TABLE colloquy_idempotency (
      owner TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      token TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      expires BIGINT NOT NULL,
      status INTEGER,
      content_type TEXT,
      body TEXT,
      PRIMARY KEY (owner, idempotency_key)
    )`,
    'CREATE INDEX colloquy_idempotency_by_expiry ON colloquy_idempotency (expires)',
  ],
  [
    `CREATE TABLE colloquy_keys (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      owner TEXT NOT NULL,
      created BIGINT NOT NULL,
      expires BIGINT,
      revoked BIGINT,
      limits TEXT NOT NULL
    )`,
    'CREATE UNIQUE INDEX colloquy_keys_in_use ON colloquy_keys (name) WHERE revoked IS NULL',
    `CREATE TABLE colloquy_key_hashes (
      hash TEXT PRIMARY KEY,
      key_id TEXT NOT NULL REFERENCES colloquy_keys (id),
      until BIGINT
    )`,
    'CREATE TABLE colloquy_buckets (name TEXT PRIMARY KEY, level DOUBLE PRECISION NOT NULL, at BIGINT NOT NULL)',
    'CREATE TABLE colloquy_rooms (name TEXT PRIMARY KEY)',
    `CREATE TABLE colloquy_places (
      room TEXT NOT NULL,
      token TEXT NOT NULL,
      until BIGINT NOT NULL,
      PRIMARY KEY (room, token)
    )`,
    `CREATE TABLE colloquy_counters (
      name TEXT NOT NULL,
      day TEXT NOT NULL,
      amount BIGINT NOT NULL,
      PRIMARY KEY (name, day)
    )`,
  ],
  // Old ones of all owners are found without looking at the others.
  ['CREATE INDEX colloquy_completions_by_age ON colloquy_completions (position)'],
]

/** The statements that bring a database from a version to today's; throws where a newer Colloquy has written it. */
export function migrationsFrom(version: number): readonly string[] {
  if (version > steps.length) {
    throw new ServerError(
      `The store is of version ${version}, and this server knows versions up to ${steps.length}. Use the newer Colloquy that wrote it.`,
    )
  }
  if (version === steps.length) return []
  return [...steps.slice(version).flat(), `UPDATE colloquy_version SET version = ${steps.length}`]
}
