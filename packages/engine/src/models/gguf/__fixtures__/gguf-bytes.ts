import { ggufValueTypes, type GgufValueType } from '../gguf-file.ts'

/** A metadata value to write: its type and the value; an array says the type of its elements. */
type TypedValue =
  | readonly [type: 'string', value: string]
  | readonly [type: 'bool', value: boolean]
  | readonly [type: 'uint64' | 'int64', value: bigint]
  | readonly [type: NumberType, value: number]
  | readonly [type: 'array', elementType: GgufValueType, values: readonly TypedValue[]]

/** What {@link ggufBytes} writes. */
export interface GgufContent {
  readonly version?: number
  readonly metadata?: Record<string, TypedValue>
  /** Tensors of F32 zeros, by name and shape. */
  readonly tensors?: Record<string, readonly number[]>
}

/** Bytes of a small GGUF file, weights included. */
export function ggufBytes({ version = 3, metadata = {}, tensors = {} }: GgufContent = {}): Buffer {
  const pairs = Object.entries(metadata)
  const shapes = Object.entries(tensors)
  const parts = [Buffer.from('GGUF'), uint32(version), uint64(shapes.length), uint64(pairs.length)]
  for (const [key, value] of pairs) parts.push(string(key), typeNumber(value[0]), valueBytes(value))
  let offset = 0
  for (const [name, shape] of shapes) {
    parts.push(string(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset))
    offset = align(offset + 4 * shape.reduce((product, length) => product * length, 1))
  }
  const header = Buffer.concat(parts)
  return Buffer.concat([header, Buffer.alloc(align(header.length) - header.length + offset)])
}

function valueBytes(value: TypedValue): Buffer {
  switch (value[0]) {
    case 'string':
      return string(value[1])
    case 'bool':
      return Buffer.from([value[1] ? 1 : 0])
    case 'uint64':
      return uint64(value[1])
    case 'int64': {
      const bytes = Buffer.alloc(8)
      bytes.writeBigInt64LE(value[1])
      return bytes
    }
    case 'array':
      return Buffer.concat([typeNumber(value[1]), uint64(value[2].length), ...value[2].map(valueBytes)])
    default:
      return numberBytes(value[0], value[1])
  }
}

function numberBytes(type: NumberType, value: number): Buffer {
  const bytes = Buffer.alloc(numberSizes[type])
  if (type === 'float32') bytes.writeFloatLE(value)
  else if (type === 'float64') bytes.writeDoubleLE(value)
  else if (type.startsWith('u')) bytes.writeUIntLE(value, 0, bytes.length)
  else bytes.writeIntLE(value, 0, bytes.length)
  return bytes
}

type NumberType = keyof typeof numberSizes
const numberSizes = { uint8: 1, int8: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4, float64: 8 } as const

function typeNumber(type: GgufValueType): Buffer {
  return uint32(ggufValueTypes.indexOf(type))
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([uint64(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function align(offset: number): number {
  return Math.ceil(offset / 32) * 32
}
