/** SQLite's result codes for what is the file's fault and not the statement's, as `libsql` names them. */
const outages = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_NOTADB: 26,
} as const

/**
 * What an error of SQLite means. `busy`: another process uses the file, which passes. `damage`: the file holds what
 * SQLite did not write. `outage`: something else is wrong with the file or its disk. Undefined: the statement is to
 * blame.
 */
export function sqliteFailure(error: unknown): 'busy' | 'damage' | 'outage' | undefined {
  const code = codeOf(error)
  if (code === outages.SQLITE_BUSY || code === outages.SQLITE_LOCKED) return 'busy'
  if (code === outages.SQLITE_CORRUPT || code === outages.SQLITE_NOTADB) return 'damage'
  return Object.values<number | undefined>(outages).includes(code) ? 'outage' : undefined
}

/** `node:sqlite` has the number, `libsql` the name; both may be extended ones: SQLITE_IOERR_WRITE, 778. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode & 0xff
  const name = 'code' in error ? String(error.code) : ''
  return Object.entries(outages).find(([known]) => name === known || name.startsWith(`${known}_`))?.[1]
}
