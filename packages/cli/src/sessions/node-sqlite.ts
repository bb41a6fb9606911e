/**
 * Node's own SQLite (22.13 and later), undefined where there is none. Node 22 calls it experimental on stderr when it is
 * first loaded; that belongs to the person at the terminal, so whoever needs it in this process loads it here first.
 */
export async function nodeSqlite(): Promise<unknown> {
  const original = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  // By a variable: the types of Node 20 do not know the module.
  const name = 'node:sqlite'
  try {
    return await import(name)
  } catch {
    return undefined
  } finally {
    process.emitWarning = original
  }
}
