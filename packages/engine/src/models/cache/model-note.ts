import { readFile, rename, writeFile } from 'node:fs/promises'
import { isRecord } from '../is-record.ts'

/** What is noted beside a model: where it came from and what it was when it came. */
export interface ModelNote {
  /** Canonical name it is asked for by. */
  readonly model: string
  /** Reference of the source that gave it; undefined where a person put it in place. */
  readonly source: string | undefined
  readonly size: number
  readonly sha256: string | undefined
  /** When it came, ISO 8601. */
  readonly date: string
}

/** Reads a note; undefined if it is missing or cannot be read. */
export async function readModelNote(path: string): Promise<ModelNote | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (!isRecord(note)) return undefined
    const { model, source, size, sha256, date } = note
    if (typeof model !== 'string' || typeof size !== 'number') return undefined
    return {
      model,
      source: typeof source === 'string' ? source : undefined,
      size,
      sha256: typeof sha256 === 'string' ? sha256 : undefined,
      date: typeof date === 'string' ? date : '',
    }
  } catch {
    return undefined
  }
}

/** Writes a note in one step, so that no reader ever sees half of one. */
export async function writeModelNote(path: string, note: ModelNote): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  await writeFile(draft, `${JSON.stringify(note, null, 2)}\n`)
  await rename(draft, path)
}
