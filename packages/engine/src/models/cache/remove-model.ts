import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { NotFoundError } from 'colloquy'
import { closestName } from '../closest-name.ts'
import { acquireModelLock, type ModelLock } from '../download/model-lock.ts'
import { onStorage } from '../download/storage-failure.ts'
import { modelFailure } from '../model-failure.ts'
import { parseModelReference, type ModelReference } from '../model-reference.ts'
import { listModels, type ModelsLocation } from './list-models.ts'
import { modelPaths, type ModelPaths } from './model-paths.ts'
import { modelsDirectory, thisMachine } from './models-directory.ts'

/** What was removed. */
export interface RemovedModel {
  readonly reference: string
  readonly path: string
  /** Bytes that are free now, unfinished transfers included. */
  readonly freedBytes: number
}

/**
 * Removes a model from the folder of models, with what was left of unfinished transfers.
 *
 * Throws a NotFoundError with code `model_not_found` where it is not there, and a ModelError with code
 * `model_storage_failed` for a file elsewhere: those are not ours to remove.
 */
export async function removeModel(
  reference: string | ModelReference,
  options: ModelsLocation = {},
): Promise<RemovedModel> {
  const env = options.env ?? process.env
  const directory = options.directory ?? modelsDirectory(env)
  const parsed = typeof reference === 'string' ? parseModelReference(reference, thisMachine(env)) : reference
  if (parsed.kind === 'file') return removeFile(parsed.path, directory)
  const paths = modelPaths(directory, parsed.name)
  const unfinished = await unfinishedFiles(paths)
  const size = await sizeOf(paths.model)
  if (size === undefined && unfinished.length === 0) throw await notHere(parsed.name, options)
  return onStorage(directory, async () => {
    const lock = unfinished.length === 0 ? undefined : await lockUnlessBusy(paths, parsed.name)
    let freedBytes = size ?? 0
    try {
      for (const path of await unfinishedFiles(paths)) {
        freedBytes += (await sizeOf(path)) ?? 0
        await rm(path, { force: true })
      }
      await rm(paths.model, { force: true })
      await rm(paths.note, { force: true })
    } finally {
      await lock?.[Symbol.asyncDispose]()
    }
    return { reference: parsed.name, path: paths.model, freedBytes }
  })
}

// A process that fetches the model holds the lock; what it works on is not pulled away from it.
async function lockUnlessBusy(paths: ModelPaths, name: string): Promise<ModelLock> {
  const busy = new AbortController()
  let holder: number | undefined
  const onWait = (pid: number | undefined): void => {
    holder = pid
    busy.abort()
  }
  try {
    return await acquireModelLock(paths.lock, { signal: busy.signal, onWait, interval: 0 })
  } catch (error) {
    if (!busy.signal.aborted) throw error
    const who = holder === undefined ? 'Another process' : `The process ${holder}`
    throw modelFailure(
      'model_storage_failed',
      `${who} is fetching ${name}; it is not removed. Stop that process first.`,
    )
  }
}

async function removeFile(path: string, directory: string): Promise<RemovedModel> {
  const model = (await listModels({ directory })).find((candidate) => candidate.path === path)
  if (model === undefined) {
    const message = `${path} is not in the folder of models (${directory}), so it is not removed. Remove it yourself if you mean to.`
    throw modelFailure('model_storage_failed', message)
  }
  await onStorage(directory, async () => {
    await rm(path)
    await rm(path.replace(/\.gguf$/i, '.json'), { force: true })
  })
  return { reference: model.reference, path, freedBytes: model.size }
}

async function unfinishedFiles(paths: ModelPaths): Promise<string[]> {
  const stem = `${basename(paths.partial)}.`
  const names = await readdir(paths.partialDirectory).catch(() => [])
  const ours = names.filter((name) => name.startsWith(stem) && unfinishedEnding.test(name.slice(stem.length)))
  return ours.map((name) => join(paths.partialDirectory, name))
}

const unfinishedEnding = /^([0-9a-f]{8}\.part(\.json)?|unpacked)$/

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  )
}

async function notHere(name: string, options: ModelsLocation): Promise<NotFoundError> {
  const here = (await listModels(options)).map(({ reference }) => reference)
  const near = closestName(name, here)
  const hint =
    here.length === 0
      ? 'No model is.'
      : near === undefined
        ? `Here are ${here.join(', ')}.`
        : `Did you mean \`${near}\`?`
  return new NotFoundError(`The model ${name} is not on this machine. ${hint}`, {
    code: 'model_not_found',
    param: 'model',
  })
}
