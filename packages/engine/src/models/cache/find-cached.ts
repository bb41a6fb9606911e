import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { readGguf } from '../gguf/read-gguf.ts'
import { modelFailure } from '../model-failure.ts'
import { readModelNote, writeModelNote, type ModelNote } from './model-note.ts'
import type { ModelPaths } from './model-paths.ts'

/**
 * Finds a model in the folder of models. Undefined where it is not there, or not as long as when it came.
 *
 * A file a person copied into place has no note: it is checked once, and noted.
 */
export async function findCached(
  paths: ModelPaths,
  model: string,
  expectedSha256: string | undefined,
): Promise<ModelNote | undefined> {
  const found = await stat(paths.model).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const note = await readModelNote(paths.note)
  if (note !== undefined && note.model === model) return note.size === found.size ? note : undefined
  return adopt(paths, model, expectedSha256)
}

async function adopt(paths: ModelPaths, model: string, expected: string | undefined): Promise<ModelNote> {
  const { size } = await readGguf(paths.model)
  const sha256 = expected === undefined ? undefined : await hashFile(paths.model)
  if (expected !== undefined && sha256 !== expected) {
    const message = `${paths.model} is not ${model}: its SHA-256 is ${sha256}, expected ${expected}. Remove it, or use it by its path.`
    throw modelFailure('model_checksum_mismatch', message)
  }
  const note = { model, source: undefined, size, sha256, date: new Date().toISOString() }
  // A folder that may only be read can hold models all the same.
  await writeModelNote(paths.note, note).catch(() => {})
  return note
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex')
}
