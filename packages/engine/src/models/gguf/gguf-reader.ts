import { ModelError } from 'colloquy'
import { UnexpectedEnd, type FileCursor } from './file-cursor.ts'
import { ggufValueTypes, type GgufFile, type GgufTensor, type GgufValue, type GgufValueType } from './gguf-file.ts'
import { describeMagic } from './describe-magic.ts'
import { tensorBytes } from './tensor-bytes.ts'

/** Reads the header of one GGUF file. Every count and length is held against the size of the file before it is used. */
export class GgufReader {
  readonly #cursor: FileCursor
  readonly #path: string
  readonly #arrays: boolean

  constructor(cursor: FileCursor, path: string, arrays: boolean) {
    this.#cursor = cursor
    this.#path = path
    this.#arrays = arrays
  }

  async read(): Promise<GgufFile> {
    try {
      const version = await this.#readVersion()
      const tensorCount = await this.#readCount('tensors', smallestTensorInfo)
      const pairCount = await this.#readCount('metadata pairs', smallestPair)
      const metadata = await this.#readMetadata(pairCount)
      const tensors: GgufTensor[] = []
      for (let index = 0; index < tensorCount; index++) tensors.push(await this.#readTensor())
      this.#checkTensorData(tensors, metadata)
      return { path: this.#path, size: this.#cursor.size, version, metadata, tensorCount, tensors }
    } catch (error) {
      if (!(error instanceof UnexpectedEnd)) throw error
      throw this.#invalid(`it ends inside its header, after ${this.#cursor.size} bytes; it was cut short`)
    }
  }

  async #readVersion(): Promise<number> {
    const cursor = this.#cursor
    await cursor.need(Math.min(4, cursor.size))
    const magic = cursor.bytes(Math.min(4, cursor.size))
    if (magic.toString('latin1') !== 'GGUF') throw this.#invalid(describeMagic(magic))
    await cursor.need(4)
    const version = cursor.uint32()
    if (version === 2 || version === 3) return version
    // A big-endian file stores 3 as 00 00 00 03.
    if (version === 0x03_00_00_00 || version === 0x02_00_00_00) {
      throw this.#invalid('it is a big-endian GGUF file, and only little-endian ones can be run')
    }
    throw this.#invalid(`it is GGUF version ${version}, and versions 2 and 3 can be read`)
  }

  async #readCount(what: string, smallest: number): Promise<number> {
    await this.#cursor.need(8)
    const count = this.#cursor.uint64()
    if (count * BigInt(smallest) <= BigInt(this.#cursor.remaining)) return Number(count)
    throw this.#invalid(`it claims ${count} ${what}, more than its ${this.#cursor.size} bytes can hold`)
  }

  async #readMetadata(count: number): Promise<Map<string, GgufValue>> {
    const metadata = new Map<string, GgufValue>()
    for (let index = 0; index < count; index++) {
      const key = await this.#readString('a metadata key', longestKey)
      await this.#cursor.need(4)
      metadata.set(key, await this.#readValue(this.#valueType(key), key, 0))
    }
    return metadata
  }

  #valueType(key: string): GgufValueType {
    const number = this.#cursor.uint32()
    const type = ggufValueTypes[number]
    if (type === undefined)
      throw this.#invalid(`the metadata value \`${printable(key)}\` has the unknown type ${number}`)
    return type
  }

  async #readValue(type: GgufValueType, key: string, depth: number): Promise<GgufValue> {
    if (type === 'string') return this.#readString(`the value of \`${printable(key)}\``, longestString)
    if (type === 'array') return this.#readArray(key, depth)
    await this.#cursor.need(typeSizes[type])
    return this.#readScalar(type, key)
  }

  #readScalar(type: ScalarType, key: string): GgufValue {
    const cursor = this.#cursor
    if (type === 'uint64' || type === 'int64') return narrow(cursor[type]())
    if (type !== 'bool') return cursor[type]()
    const byte = cursor.uint8()
    if (byte > 1) throw this.#invalid(`the truth value of \`${printable(key)}\` is ${byte}, neither 0 nor 1`)
    return byte === 1
  }

  async #readArray(key: string, depth: number): Promise<GgufValue> {
    if (depth === deepestArray) throw this.#invalid(`the array \`${printable(key)}\` is nested too deep`)
    await this.#cursor.need(12)
    const type = this.#valueType(key)
    const length = await this.#readCount(`elements of \`${printable(key)}\``, typeSizes[type])
    const keep = this.#arrays || length <= longestKeptArray
    if (keep) return this.#readElements(type, length, key, depth)
    await this.#skipElements(type, length, key, depth)
    return { skipped: true, elementType: type, length }
  }

  async #readElements(type: GgufValueType, length: number, key: string, depth: number): Promise<GgufValue[]> {
    const values: GgufValue[] = []
    for (let index = 0; index < length; index++) {
      const inMemory = type !== 'string' && type !== 'array' && this.#cursor.has(typeSizes[type])
      values.push(inMemory ? this.#readScalar(type, key) : await this.#readValue(type, key, depth + 1))
    }
    return values
  }

  async #skipElements(type: GgufValueType, length: number, key: string, depth: number): Promise<void> {
    const cursor = this.#cursor
    if (type !== 'string' && type !== 'array') return cursor.skip(length * typeSizes[type])
    for (let index = 0; index < length; index++) {
      if (type === 'array') {
        await this.#readArray(key, depth + 1)
        continue
      }
      if (!cursor.has(8)) await cursor.need(8)
      const bytes = cursor.uint64()
      if (bytes > BigInt(cursor.remaining)) throw new UnexpectedEnd()
      cursor.skip(Number(bytes))
    }
  }

  async #readString(what: string, longest: number): Promise<string> {
    const cursor = this.#cursor
    if (!cursor.has(8)) await cursor.need(8)
    const length = cursor.uint64()
    if (length > BigInt(longest)) throw this.#invalid(`${what} claims ${length} bytes; at most ${longest} are allowed`)
    if (!cursor.has(Number(length))) await cursor.need(Number(length))
    return cursor.bytes(Number(length)).toString('utf8')
  }

  async #readTensor(): Promise<GgufTensor> {
    const cursor = this.#cursor
    const name = await this.#readString('a tensor name', longestKey)
    await cursor.need(4)
    const dimensions = cursor.uint32()
    if (dimensions > mostDimensions)
      throw this.#invalid(`the tensor \`${printable(name)}\` claims ${dimensions} dimensions`)
    await cursor.need(dimensions * 8 + 12)
    const shape = Array.from({ length: dimensions }, () => Number(cursor.uint64()))
    const type = cursor.uint32()
    return { name, shape, type, offset: Number(cursor.uint64()) }
  }

  // A download that stopped early still has a perfect header; the tensor that ends last tells.
  #checkTensorData(tensors: readonly GgufTensor[], metadata: ReadonlyMap<string, GgufValue>): void {
    const stated = metadata.get('general.alignment')
    const alignment = typeof stated === 'number' && stated > 0 ? stated : 32
    const dataStart = Math.ceil(this.#cursor.position / alignment) * alignment
    const ends = tensors.map((tensor) => tensor.offset + (tensorBytes(tensor) ?? 0))
    const expected = ends.reduce((furthest, end) => Math.max(furthest, dataStart + end), 0)
    if (expected <= this.#cursor.size) return
    throw this.#invalid(
      `it is ${this.#cursor.size} bytes long, and its tensors reach to byte ${expected}; it was cut short`,
    )
  }

  #invalid(found: string): ModelError {
    return new ModelError(`${this.#path} is not a usable GGUF file: ${found}.`, { code: 'model_file_invalid' })
  }
}

type ScalarType = Exclude<GgufValueType, 'string' | 'array'>

// A string takes at least its 8-byte length, an array at least its type and its count.
const typeSizes: Record<GgufValueType, number> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  bool: 1,
  string: 8,
  array: 12,
  uint64: 8,
  int64: 8,
  float64: 8,
}

// Key length, type, and one byte of value.
const smallestPair = 8 + 4 + 1
// Name length, dimension count, type, offset.
const smallestTensorInfo = 8 + 4 + 4 + 8
// The format allows 65,535 bytes for a key, 64 for a tensor name; ggml allows 4 dimensions.
const longestKey = 65_535
const mostDimensions = 8
// The longest chat templates known are under 200 KB.
const longestString = 16 * 1024 * 1024
const longestKeptArray = 1024
const deepestArray = 4

function narrow(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

// Keys come from the file: a message must neither be flooded nor steer a terminal.
function printable(text: string): string {
  return text.slice(0, 80).replaceAll(/[^\x20-\x7e]/g, '?')
}
