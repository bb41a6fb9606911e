import { modelFailure } from '../model-failure.ts'

/** One file in a tar archive. Read its `body` to the end, or it is stepped over when the next entry is asked for. */
export interface TarEntry {
  readonly path: string
  readonly size: number
  body(): AsyncGenerator<Buffer>
}

/** Goes through the files of a tar archive (ustar, pax and GNU long names) as its bytes come. */
export async function* tarEntries(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const bytes = new ByteQueue(archive)
  let override: { path?: string | undefined; size?: number | undefined } = {}
  for (;;) {
    const header = await bytes.take(512)
    // Two blocks of zeros end an archive; one is enough to know.
    if (header === undefined || header.every((byte) => byte === 0)) return
    const size = override.size ?? readNumber(header.subarray(124, 136))
    const type = String.fromCharCode(header[156] ?? 0)
    const padding = (512 - (size % 512)) % 512
    if (type === 'x' || type === 'L') {
      if (size > longestName) throw invalid('a name in it is absurdly long')
      const text = await bytes.exactly(size)
      await bytes.skip(padding)
      override = type === 'x' ? readPax(text) : { path: untilNul(text) }
      continue
    }
    const path = override.path ?? readPath(header)
    override = {}
    let left = size
    async function* body(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await bytes.some(left)
        left -= piece.length
        yield piece
      }
    }
    if (type === '0' || type === '\0' || type === '7') yield { path, size, body }
    await bytes.skip(left + padding)
  }
}

/** Hands out the bytes of a stream in the amounts asked for. */
class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** At least one byte and at most `limit`. */
  async some(limit: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      if (!(await this.#refill())) throw invalid('it is cut short')
    }
    const piece = this.#rest.subarray(0, limit)
    this.#rest = this.#rest.subarray(piece.length)
    return piece
  }

  /** Exactly `length` bytes; undefined at the very end. */
  async take(length: number): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      if (!(await this.#refill())) return undefined
    }
    return this.exactly(length)
  }

  async exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    for (let left = length; left > 0;) {
      const piece = await this.some(left)
      pieces.push(piece)
      left -= piece.length
    }
    return Buffer.concat(pieces)
  }

  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) left -= (await this.some(left)).length
  }

  async #refill(): Promise<boolean> {
    const next = await this.#source.next()
    if (next.done) return false
    this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength)
    return true
  }
}

function readPath(header: Buffer): string {
  const name = untilNul(header.subarray(0, 100))
  const isUstar = header.subarray(257, 262).toString('latin1') === 'ustar'
  const prefix = isUstar ? untilNul(header.subarray(345, 500)) : ''
  return prefix === '' ? name : `${prefix}/${name}`
}

/** Octal digits, or a binary number where the first bit is set (GNU, for files over 8 GB). */
function readNumber(field: Buffer): number {
  const first = field[0] ?? 0
  const value =
    first & 0x80 ? Number(field.readBigUInt64BE(field.length - 8)) : parseInt(untilNul(field).trim() || '0', 8)
  if (!Number.isSafeInteger(value) || value < 0) throw invalid('a file in it has an impossible size')
  return value
}

/** Pax records: `length key=value\n`, the length counting itself. */
function readPax(text: Buffer): { path?: string | undefined; size?: number | undefined } {
  const values = new Map<string, string>()
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(0x20, at)
    const length = Number(text.subarray(at, space).toString('latin1'))
    if (space === -1 || !Number.isInteger(length) || length <= space - at + 1) break
    const record = text.subarray(space + 1, at + length - 1).toString('utf8')
    const equals = record.indexOf('=')
    values.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  const size = values.get('size')
  return { path: values.get('path'), size: size === undefined ? undefined : Number(size) }
}

function untilNul(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  return bytes.subarray(0, end === -1 ? bytes.length : end).toString('utf8')
}

const longestName = 1024 * 1024

function invalid(found: string): Error {
  return modelFailure('model_file_invalid', `the archive is not a usable tar file: ${found}`)
}
