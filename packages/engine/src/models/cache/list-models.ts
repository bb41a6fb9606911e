import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../environment.ts'
import { onStorage } from '../download/storage-failure.ts'
import { systemCode } from '../model-failure.ts'
import { parseModelReference, type ModelReference } from '../model-reference.ts'
import { readModelNote } from './model-note.ts'
import { modelPaths } from './model-paths.ts'
import { modelsDirectory, thisMachine } from './models-directory.ts'

/** Which folder of models is meant. */
export interface ModelsLocation {
  /** The folder. Default: that of {@link modelsDirectory}. */
  readonly directory?: string | undefined
  /** Environment variables. Default `process.env`. */
  readonly env?: Environment | undefined
}

/** A model in the folder of models. */
export interface CachedModel {
  /** What to ask for it by: the name it was fetched under, or the path of a file a person put there. */
  readonly reference: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly sha256?: string | undefined
  /** Reference of the source it came from. */
  readonly source?: string | undefined
  /** When it came, ISO 8601. */
  readonly date: string
}

/** The models that are here, by name. Reads a few hundred bytes a model, whatever their size. */
export async function listModels(options: ModelsLocation = {}): Promise<CachedModel[]> {
  const directory = options.directory ?? modelsDirectory(options.env)
  const names = await onStorage(directory, () => namesIn(directory))
  const models = await Promise.all(names.filter((name) => /\.gguf$/i.test(name)).map((name) => read(directory, name)))
  return models.filter((model) => model !== undefined).toSorted((a, b) => a.reference.localeCompare(b.reference))
}

/** The model a reference means, where it is in the folder of models and whole. */
export async function findModel(
  reference: string | ModelReference,
  options: ModelsLocation = {},
): Promise<CachedModel | undefined> {
  const machine = thisMachine(options.env ?? process.env)
  const { kind, name } = typeof reference === 'string' ? parseModelReference(reference, machine) : reference
  const models = await listModels(options)
  return models.find((model) => (kind === 'file' ? model.path : model.reference) === name)
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    // Made by the first model that is fetched.
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

async function read(directory: string, name: string): Promise<CachedModel | undefined> {
  const path = join(directory, name)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const note = await readModelNote(path.replace(/\.gguf$/i, '.json'))
  const { size } = found
  const isNoted = note !== undefined && note.size === size && modelPaths(directory, note.model).model === path
  if (!isNoted) return { reference: path, path, size, date: found.mtime.toISOString() }
  return { reference: note.model, path, size, sha256: note.sha256, source: note.source, date: note.date }
}
