import { readFile } from 'node:fs/promises'

/** The text of a settings file; undefined where it is missing or not for us to read. */
export async function readIfPresent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return undefined
  }
}
