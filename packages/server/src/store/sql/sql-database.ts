/** What a column can hold here. JSON is kept as text: Postgres' own JSON types refuse `\u0000`. */
export type SqlValue = string | number | null

/** A row by its column names. */
export type SqlRow = Readonly<Record<string, SqlValue>>

/** A statement with `?` where its values go. */
export interface SqlStatement {
  readonly text: string
  readonly values?: readonly SqlValue[]
}

/** How a transaction is ended. */
export interface BatchOptions {
  /**
   * Do not wait for the disk. What was written survives the end of this process, and not a power cut: right for what
   * is stale within a minute: counts, places, claims. Waiting costs each request five times a disk's delay.
   */
  readonly unwaited?: boolean
}

/** A database that speaks the SQL which SQLite and Postgres have in common. */
export interface SqlDatabase extends AsyncDisposable {
  /**
   * Runs statements as one transaction and gives the rows of each. When it resolves, what they wrote is on the disk;
   * when it rejects, nothing of it is.
   */
  batch(statements: readonly SqlStatement[], options?: BatchOptions): Promise<readonly (readonly SqlRow[])[]>
  /** Runs a script of statements without values as one transaction, alone in the whole database while it runs. */
  migrate(script: (version: number) => readonly string[]): Promise<void>
  /** Writes something and takes it away again. Rejects while nothing can be written. */
  probe(): Promise<void>
}

/** Runs one statement. */
export async function query(
  database: SqlDatabase,
  text: string,
  ...values: readonly SqlValue[]
): Promise<readonly SqlRow[]> {
  const [rows = []] = await database.batch([{ text, values }])
  return rows
}
