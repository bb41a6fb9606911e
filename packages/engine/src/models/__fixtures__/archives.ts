import { crc32, deflateRawSync, gzipSync } from 'node:zlib'

/** How {@link zipBytes} packs. */
export interface ZipOptions {
  readonly deflate?: boolean
  /** Write sizes and places as 64-bit values, as archives over 4 GB do. */
  readonly zip64?: boolean
  readonly comment?: string
}

/** Bytes of a zip archive with the given files. */
export function zipBytes(files: Record<string, Uint8Array>, options: ZipOptions = {}): Buffer {
  const { deflate = true, zip64 = false, comment = '' } = options
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path)
    const packed = deflate ? deflateRawSync(content) : Buffer.from(content)
    const method = deflate ? 8 : 0
    const sums = [u32(crc32(content)), u32(packed.length), u32(content.length)]
    const local = [u32(0x04034b50), u16(20), u16(0), u16(method), u32(0), ...sums, u16(name.length), u16(4)]
    // An extra field of its own, so that the place of the data cannot be guessed from the directory.
    const body = Buffer.concat([...local, name, u16(0xcafe), u16(0), packed])
    const wide = zip64 ? Buffer.concat([u16(1), u16(24), u64(content.length), u64(packed.length), u64(offset)]) : Buffer.alloc(0)
    const sizes = zip64 ? [u32(0xffffffff), u32(0xffffffff)] : [u32(packed.length), u32(content.length)]
    const central = [u32(0x02014b50), u16(20), u16(20), u16(0), u16(method), u32(0), u32(crc32(content)), ...sizes]
    const tail = [u16(name.length), u16(wide.length), u16(0), u16(0), u16(0), u32(0), u32(zip64 ? 0xffffffff : offset)]
    directory.push(Buffer.concat([...central, ...tail, name, wide]))
    bodies.push(body)
    offset += body.length
  }
  const central = Buffer.concat(directory)
  const count = u16(directory.length)
  const place = zip64 ? [u32(0xffffffff), u32(0xffffffff)] : [u32(central.length), u32(offset)]
  const end = [u32(0x06054b50), u16(0), u16(0), count, count, ...place, u16(comment.length), Buffer.from(comment)]
  return Buffer.concat([...bodies, central, ...(zip64 ? zip64End(central.length, offset, directory.length) : []), ...end])
}

function zip64End(size: number, offset: number, count: number): Buffer[] {
  const record = [u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(count), u64(count), u64(size), u64(offset)]
  return [...record, u32(0x07064b50), u32(0), u64(offset + size), u32(1)]
}

/** Bytes of a tar archive with the given files; long names are written as pax records. */
export function tarBytes(files: Record<string, Uint8Array>): Buffer {
  const parts = Object.entries(files).flatMap(([path, content]) => {
    const long = Buffer.byteLength(path) > 100
    const pax = long ? [...tarFile('pax', paxRecord('path', path), 'x')] : []
    return [...pax, ...tarFile(long ? 'shortened' : path, content, '0')]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

/** Bytes of an npm package with the given files. */
export function tgzBytes(files: Record<string, Uint8Array>): Buffer {
  const inside = Object.entries(files).map(([path, content]) => [`package/${path}`, content])
  return gzipSync(tarBytes(Object.fromEntries(inside)))
}

function tarFile(path: string, content: Uint8Array, type: string): Buffer[] {
  const header = Buffer.alloc(512)
  header.write(path, 0)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(type, 156)
  header.write('ustar\0', 257)
  return [header, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]
}

function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`
  const digits = String(rest.length + String(rest.length).length).length
  return Buffer.from(`${rest.length + digits}${rest}`)
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}


function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
