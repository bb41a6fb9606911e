import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { readGguf } from '../gguf/read-gguf.ts'
import type { ModelPaths } from '../cache/model-paths.ts'
import type { HttpClient } from '../net/http-client.ts'
import type { ModelOrigin } from '../source/model-origin.ts'
import type { DownloadEvent } from './download-event.ts'
import { PartialFile } from './partial-file.ts'
import { SpeedMeter } from './speed-meter.ts'
import { checkFreeSpace, onStorage } from './storage-failure.ts'
import { checksumMismatch, transfer, type TransferContext } from './transfer.ts'
import { unpack } from './unpack.ts'

/** What fetching one model from one origin needs. */
export interface FetchModelContext {
  /** Canonical name of the model, for events. */
  readonly model: string
  readonly paths: ModelPaths
  readonly http: HttpClient
  readonly signal?: AbortSignal | undefined
  readonly onEvent: (event: DownloadEvent) => void
}

/** A model whose bytes are all here and right, not yet under its name. */
export interface FetchedModel {
  readonly path: string
  readonly size: number
  readonly sha256: string
}

/**
 * Fetches a model from one origin: transfer, unpack, check. What is left of a failed try is carried on from the next
 * time, unless it turned out to be wrong; then it is removed.
 */
export async function fetchModel(origin: ModelOrigin, context: FetchModelContext): Promise<FetchedModel> {
  const { model, paths, onEvent, signal } = context
  const partial = new PartialFile(paths.partial, origin)
  const { http } = context
  const events = transferEvents(origin, context)
  const packedHash = await transfer(origin, partial, { ...events, http, signal, directory: paths.directory })
  onEvent({ type: 'verify', model })
  const unpacked = `${paths.partial}.unpacked`
  try {
    const file = origin.packing.kind === 'none' ? partial.path : unpacked
    const content =
      origin.packing.kind === 'none'
        ? { sha256: packedHash }
        : await onStorage(paths.directory, () => unpack(origin, partial.path, unpacked, signal), origin.size)
    if (origin.sha256 !== undefined && content.sha256 !== origin.sha256) {
      throw checksumMismatch(origin, `SHA-256 ${origin.sha256}`, content.sha256)
    }
    const { size } = await readGguf(file)
    if (origin.size !== undefined && size !== origin.size) {
      throw checksumMismatch(origin, `${origin.size} bytes`, `${size} bytes`)
    }
    return { path: file, size, sha256: content.sha256 }
  } catch (error) {
    await rm(unpacked, { force: true })
    // Complete and yet wrong: carrying on from it would fail for ever. An abort leaves it for the next time.
    if (!signal?.aborted) await partial.remove()
    throw error
  }
}

/** Puts a fetched model under its name, durably, and clears away everything unfinished. */
export async function putInPlace(fetched: FetchedModel, paths: ModelPaths): Promise<void> {
  await rename(fetched.path, paths.model)
  await syncDirectory(paths.directory)
  const stem = `${basename(paths.partial)}.`
  for (const name of await readdir(paths.partialDirectory)) {
    const isOurs = name.startsWith(stem) && /^(\w{8}\.part(\.json)?|unpacked)$/.test(name.slice(stem.length))
    if (isOurs) await rm(join(paths.partialDirectory, name), { force: true })
  }
}

/** Makes the folders a fetch writes to. */
export async function makeDirectories(paths: ModelPaths): Promise<void> {
  await onStorage(paths.directory, () => mkdir(paths.partialDirectory, { recursive: true }))
}

// A rename is safe from a power cut only when its folder is written too. Windows has no such call.
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function transferEvents(
  origin: ModelOrigin,
  { model, paths, onEvent }: FetchModelContext,
): Pick<TransferContext, 'onStart' | 'onBytes' | 'onRetry' | 'onStop'> {
  const meter = new SpeedMeter()
  let before = 0
  let size: number | undefined
  let lastEvent = -Infinity
  const tell = (now: number): void => {
    lastEvent = now
    onEvent({ type: 'progress', model, received: before, total: size, bytesPerSecond: meter.bytesPerSecond(now) })
  }
  return {
    async onStart(received, total) {
      const unpacking = origin.packing.kind === 'none' ? 0 : (origin.size ?? total ?? 0)
      await checkFreeSpace(paths.directory, (total ?? 0) - received + unpacking)
      before = received
      onEvent({ type: 'start', model, source: origin.label, total, received })
    },
    onBytes(received, total) {
      const now = performance.now()
      meter.push(received - before, now)
      before = received
      size = total
      if (now - lastEvent >= 100 || received === total) tell(now)
    },
    // What is told last is what the next start finds.
    onStop: () => tell(performance.now()),
    onRetry: (reason) => onEvent({ type: 'source-failed', model, source: origin.label, reason, retrying: true }),
  }
}
