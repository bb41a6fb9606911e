import { writeFile } from 'node:fs/promises'

/** A metadata value. Numbers say their width, because GGUF readers refuse a key of another width. */
export type GgufWriterValue = string | boolean | { u32: number } | { f32: number } | readonly string[] | Int32Array

/** One F32 tensor; `shape` is in GGUF order: the input width first, then the rows. */
export interface GgufTensor {
  name: string
  shape: readonly number[]
  data: Float32Array
}

/** What goes into the file. */
export interface GgufContent {
  metadata: Readonly<Record<string, GgufWriterValue>>
  tensors: readonly GgufTensor[]
}

const kind = { u32: 4, i32: 5, f32: 6, boolean: 7, string: 8, array: 9 } as const
const alignment = 32

/** Writes a GGUF file, version 3, little-endian, tensors in F32. Throws when a tensor's data does not fill its shape. */
export async function writeGguf(path: string, content: GgufContent): Promise<void> {
  const entries = Object.entries(content.metadata)
  const header: Buffer[] = [Buffer.from('GGUF'), u32(3), u64(content.tensors.length), u64(entries.length)]
  for (const [key, value] of entries) header.push(string(key), ...typedValue(value))

  const body: Uint8Array[] = []
  let offset = 0
  for (const { name, shape, data } of content.tensors) {
    const size = shape.reduce((product, side) => product * side, 1)
    if (size !== data.length) {
      throw new RangeError(`Tensor ${name} has ${data.length} values; its shape ${shape.join(' × ')} needs ${size}.`)
    }
    header.push(string(name), u32(shape.length), ...shape.map(u64), u32(0), u64(offset))
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    body.push(bytes, padding(bytes.length))
    offset += bytes.length + padding(bytes.length).length
  }

  const head = Buffer.concat(header)
  await writeFile(path, Buffer.concat([head, padding(head.length), ...body]))
}

function typedValue(value: GgufWriterValue): Buffer[] {
  if (typeof value === 'string') return [u32(kind.string), string(value)]
  if (typeof value === 'boolean') return [u32(kind.boolean), Buffer.of(value ? 1 : 0)]
  if (value instanceof Int32Array) {
    const numbers = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    return [u32(kind.array), u32(kind.i32), u64(value.length), numbers]
  }
  if ('u32' in value) return [u32(kind.u32), u32(value.u32)]
  if ('f32' in value) return [u32(kind.f32), f32(value.f32)]
  return [u32(kind.array), u32(kind.string), u64(value.length), ...value.map(string)]
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([u64(bytes.length), bytes])
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

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function padding(length: number): Uint8Array {
  return new Uint8Array((alignment - (length % alignment)) % alignment)
}
