import { modelFailure } from '../model-failure.ts'

/** Reads `length` bytes of an archive from `start`; fewer only at its end. */
export type ReadPart = (start: number, length: number) => Promise<Buffer>

/** One file in a zip archive. */
export interface ZipEntry {
  readonly path: string
  /** How it is packed: as it is, or deflated. */
  readonly method: 'stored' | 'deflated' | 'unknown'
  readonly crc32: number
  /** Bytes in the archive. */
  readonly packedSize: number
  /** Bytes of the file itself. */
  readonly size: number
  /** Where the entry's own header starts in the archive. */
  readonly headerOffset: number
}

/** Reads the directory of a zip archive (zip64 too) from its end, without reading the files in it. */
export async function readZipDirectory(read: ReadPart, archiveSize: number): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, archiveSize - tailLength)
  const tail = await read(tailStart, archiveSize - tailStart)
  const end = tail.lastIndexOf(endSignature)
  if (end === -1 || end + 22 > tail.length) throw invalid('it has no directory at its end')
  const { offset, size } = await locateDirectory(read, tail, end)
  if (size > largestDirectory || offset + size > archiveSize) throw invalid('its directory cannot be where it says')
  const inTail = offset >= tailStart
  const directory = inTail ? tail.subarray(offset - tailStart, offset - tailStart + size) : await read(offset, size)
  if (directory.length < size) throw invalid('its directory is cut short')
  return parseEntries(directory)
}

/** Where the packed bytes of an entry start: after its own header, whose length the directory does not tell. */
export async function dataOffset(read: ReadPart, entry: ZipEntry): Promise<number> {
  const header = await read(entry.headerOffset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50)
    throw invalid(`\`${entry.path}\` is not where it says`)
  return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

async function locateDirectory(read: ReadPart, tail: Buffer, end: number): Promise<{ offset: number; size: number }> {
  const size = tail.readUInt32LE(end + 12)
  const offset = tail.readUInt32LE(end + 16)
  const locator = end - 20
  const isZip64 = locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50
  // The old fields hold all ones where a value does not fit: APPNOTE 4.4.1.4.
  if (!isZip64 || (size !== 0xffffffff && offset !== 0xffffffff)) return { offset, size }
  const record = await read(toNumber(tail.readBigUInt64LE(locator + 8)), 56)
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw invalid('its zip64 directory is damaged')
  return { size: toNumber(record.readBigUInt64LE(40)), offset: toNumber(record.readBigUInt64LE(48)) }
}

function parseEntries(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = 0
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    const nameLength = directory.readUInt16LE(at + 28)
    const extraLength = directory.readUInt16LE(at + 30)
    const extraStart = at + 46 + nameLength
    const next = extraStart + extraLength + directory.readUInt16LE(at + 32)
    if (next > directory.length) throw invalid('its directory is cut short')
    const wide = new Zip64Extra(directory.subarray(extraStart, extraStart + extraLength))
    // The order of these three is that of the zip64 extra field: APPNOTE 4.5.3.
    const size = wide.widen(directory.readUInt32LE(at + 24))
    const packedSize = wide.widen(directory.readUInt32LE(at + 20))
    const headerOffset = wide.widen(directory.readUInt32LE(at + 42))
    entries.push({
      path: directory.subarray(at + 46, extraStart).toString('utf8'),
      method: methods.get(directory.readUInt16LE(at + 10)) ?? 'unknown',
      crc32: directory.readUInt32LE(at + 16),
      packedSize,
      size,
      headerOffset,
    })
    at = next
  }
  return entries
}

const methods = new Map<number, 'stored' | 'deflated'>([
  [0, 'stored'],
  [8, 'deflated'],
])

/** Hands out the 64-bit values of an entry's zip64 extra field to the fields that need one. */
class Zip64Extra {
  #values: bigint[] = []

  constructor(extra: Buffer) {
    for (let at = 0; at + 4 <= extra.length;) {
      const length = extra.readUInt16LE(at + 2)
      const end = Math.min(at + 4 + length, extra.length)
      if (extra.readUInt16LE(at) === 1) {
        for (let value = at + 4; value + 8 <= end; value += 8) this.#values.push(extra.readBigUInt64LE(value))
      }
      at = end
    }
  }

  widen(value: number): number {
    if (value !== 0xffffffff) return value
    const wide = this.#values.shift()
    if (wide === undefined) throw invalid('an entry lacks its 64-bit size')
    return toNumber(wide)
  }
}

function toNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid('it claims a size no file has')
  return Number(value)
}

// The end record takes 22 bytes and a comment of up to 65,535; 20 more for the zip64 locator before it.
const tailLength = 22 + 65_535 + 20
const endSignature = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const largestDirectory = 64 * 1024 * 1024

function invalid(found: string): Error {
  return modelFailure('model_file_invalid', `the archive is not a usable zip file: ${found}`)
}
