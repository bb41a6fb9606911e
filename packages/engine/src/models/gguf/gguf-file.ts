/** What stands at the front of a GGUF file: everything but the weights. */
export interface GgufFile {
  /** Where the file is. */
  readonly path: string
  /** Bytes of the whole file. */
  readonly size: number
  /** Version of the format: 2 or 3. */
  readonly version: number
  /** Key and value pairs, in file order. */
  readonly metadata: ReadonlyMap<string, GgufValue>
  /** How many tensors the file holds. */
  readonly tensorCount: number
  /** Name, shape and place of each tensor, in file order. */
  readonly tensors: readonly GgufTensor[]
}

/** A metadata value. 64-bit integers are numbers where a number can hold them exactly, else bigints. */
export type GgufValue = number | bigint | boolean | string | readonly GgufValue[] | GgufSkippedArray

/** A long array (tokens, merges, scores) that was stepped over; read it with `readGguf(path, { arrays: true })`. */
export interface GgufSkippedArray {
  readonly skipped: true
  readonly elementType: GgufValueType
  readonly length: number
}

/** One tensor's line in the directory of tensors. */
export interface GgufTensor {
  readonly name: string
  /** Elements per dimension, fastest first. */
  readonly shape: readonly number[]
  /** Number of the ggml type: 0 is F32, 1 is F16, 12 is Q4_K. */
  readonly type: number
  /** Bytes from the start of the tensor data. */
  readonly offset: number
}

/** Names of the value types of the format, in the order of their numbers. */
export const ggufValueTypes = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'array',
  'uint64',
  'int64',
  'float64',
] as const

/** Name of a metadata value type. */
export type GgufValueType = (typeof ggufValueTypes)[number]
