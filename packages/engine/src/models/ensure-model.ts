import { findCached } from './cache/find-cached.ts'
import { writeModelNote } from './cache/model-note.ts'
import { modelPaths, type ModelPaths } from './cache/model-paths.ts'
import { modelsDirectory, thisMachine } from './cache/models-directory.ts'
import type { DownloadEvent } from './download/download-event.ts'
import { fetchModel, makeDirectories, putInPlace } from './download/fetch-model.ts'
import { acquireModelLock } from './download/model-lock.ts'
import { onStorage } from './download/storage-failure.ts'
import type { Environment, Machine } from './environment.ts'
import { readGguf } from './gguf/read-gguf.ts'
import { isSourceFailure } from './model-failure.ts'
import { parseModelReference, type ModelReference } from './model-reference.ts'
import { HttpClient, type Fetch } from './net/http-client.ts'
import { proxyFetch } from './net/proxy-fetch.ts'
import { notDownloaded, notToBeHad, type SourceReason } from './not-to-be-had.ts'
import { certificateFiles } from './settings/certificate-files.ts'
import { readNpmSettings } from './settings/npm-settings.ts'
import { readPipSettings } from './settings/pip-settings.ts'
import { resolveOrigin, type RemoteReference } from './source/resolve-origin.ts'

/** Options of {@link ensureModel}. */
export interface EnsureModelOptions {
  /** Never use the network: a model that is not here is an error with code `model_not_downloaded`. Default false. */
  readonly offline?: boolean | undefined
  /** The folder that holds models. Default: that of {@link modelsDirectory}. */
  readonly directory?: string | undefined
  /** Environment variables: proxies, package indexes, tokens, folders. Default `process.env`. */
  readonly env?: Environment | undefined
  /** Stops the work. What has been downloaded is kept for the next time. */
  readonly signal?: AbortSignal | undefined
  /** Receives the progress as {@link DownloadEvent}s. Not called for a model that is already here. */
  readonly onProgress?: ((event: DownloadEvent) => void) | undefined
  /** Used instead of a `fetch` that follows the proxies and certificates of `env`. */
  readonly fetch?: typeof fetch | undefined
}

/** A model on this machine. */
export interface ModelFile {
  /** Canonical name: that of the catalogue, of the source, or the path of the file. */
  readonly reference: string
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the file as it came; undefined for files that are not ours. */
  readonly sha256?: string | undefined
}

/**
 * Makes sure that a model is on this machine, and returns where. It is downloaded if necessary, and only once even if
 * several processes ask for it.
 *
 * Sources are tried in order. Throws a NotFoundError for an unknown name, an AbortError when the signal is aborted, and
 * otherwise a ModelError: `model_not_downloaded`, `model_source_unreachable`, `model_checksum_mismatch`,
 * `model_file_invalid`, `model_storage_failed`.
 *
 * @example
 * ```ts
 * const { path } = await ensureModel('smollm2:135m', { onProgress: (event) => console.error(event) })
 * ```
 */
export async function ensureModel(
  reference: string | ModelReference,
  options: EnsureModelOptions = {},
): Promise<ModelFile> {
  const { env = process.env, offline = false, onProgress, signal } = options
  const machine = thisMachine(env)
  const parsed = typeof reference === 'string' ? parseModelReference(reference, machine) : reference
  if (parsed.kind === 'file') return plainFile(parsed.path)
  const paths = modelPaths(options.directory ?? modelsDirectory(env, machine), parsed.name)
  const wanted = parsed.kind === 'catalog' ? parsed.model : undefined
  const find = async (): Promise<ModelFile | undefined> => {
    const note = await findCached(paths, parsed.name, wanted?.sha256)
    return note && { reference: parsed.name, path: paths.model, size: note.size, sha256: note.sha256 }
  }

  const here = await find()
  if (here !== undefined) return here
  if (offline) throw notDownloaded(parsed.name, paths.model)

  await makeDirectories(paths)
  const onWait = (pid: number | undefined): void => onProgress?.({ type: 'wait', model: parsed.name, pid })
  await using _lock = await onStorage(paths.directory, () => acquireModelLock(paths.lock, { signal, onWait }))
  // The process that held the lock before may have brought it.
  const broughtByOther = await find()
  if (broughtByOther !== undefined) return broughtByOther
  // Awaited here: the lock is given back when this function is left.
  return await fetchFromSources(parsed, paths, machine, { ...options, env })
}

async function plainFile(path: string): Promise<ModelFile> {
  const { size } = await readGguf(path)
  return { reference: path, path, size }
}

async function fetchFromSources(
  reference: Exclude<ModelReference, { kind: 'file' }>,
  paths: ModelPaths,
  machine: Machine,
  options: EnsureModelOptions,
): Promise<ModelFile> {
  const network = await openNetwork(machine, options.fetch)
  const reasons: SourceReason[] = []
  try {
    const sources = sourcesOf(reference)
    for (const source of sources) {
      try {
        return await fetchFrom(source, reference, paths, { ...options, machine, http: network.http })
      } catch (error) {
        if (!isSourceFailure(error)) throw error
        reasons.push({ source: source.name, error })
        // After the last one there is nothing else to try; the error at the end tells what each of them said.
        if (source === sources.at(-1)) break
        const failure = { model: reference.name, source: source.name, reason: error.message }
        options.onProgress?.({ type: 'source-failed', ...failure, retrying: false })
      }
    }
  } finally {
    await network.close()
  }
  throw notToBeHad(reference.name, reasons, paths.model)
}

function sourcesOf(reference: Exclude<ModelReference, { kind: 'file' }>): RemoteReference[] {
  if (reference.kind !== 'catalog') return [reference]
  return reference.model.sources
    .map((source) => parseModelReference(source))
    .filter((source) => source.kind !== 'catalog' && source.kind !== 'file')
}

async function fetchFrom(
  source: RemoteReference,
  reference: Exclude<ModelReference, { kind: 'file' }>,
  paths: ModelPaths,
  { http, machine, onProgress, signal }: EnsureModelOptions & { machine: Machine; http: HttpClient },
): Promise<ModelFile> {
  const { name: model } = reference
  const onEvent = (event: DownloadEvent): void => onProgress?.(event)
  onEvent({ type: 'resolve', model, source: source.name })
  const entry = reference.kind === 'catalog' ? reference.model : undefined
  const expected = { sha256: entry?.sha256, size: entry?.sizeExact ? entry.size : undefined }
  const origin = await resolveOrigin(source, { http, machine, signal, expected })
  const fetched = await fetchModel(origin, { model, paths, http, signal, onEvent })
  const { sha256, size } = fetched
  await onStorage(paths.directory, async () => {
    // The note first: the model under its name is the sign that all is done.
    await writeModelNote(paths.note, { model, source: source.name, size, sha256, date: new Date().toISOString() })
    await putInPlace(fetched, paths)
  })
  onEvent({ type: 'done', model, path: paths.model, size })
  return { reference: model, path: paths.model, size, sha256 }
}

async function openNetwork(
  machine: Machine,
  given: typeof fetch | undefined,
): Promise<{ http: HttpClient; close: () => Promise<void> }> {
  if (given !== undefined) return { http: new HttpClient(given satisfies Fetch), close: async () => {} }
  const [pip, npm] = await Promise.all([readPipSettings(machine), readNpmSettings(machine)])
  const own = await proxyFetch(machine.env, certificateFiles(machine.env, pip.certificates, npm.certificates))
  return { http: new HttpClient(own.fetch, { note: own.note }), close: () => own.close() }
}
