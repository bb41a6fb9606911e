import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { array, assert, asyncProperty, nat, tuple } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ModelError } from 'colloquy'
import { ggufBytes } from './__fixtures__/gguf-bytes.ts'
import type { GgufFile } from './gguf-file.ts'
import { readGguf, type ReadGgufOptions } from './read-gguf.ts'

let directory: string
let count = 0

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'colloquy-gguf-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function read(bytes: Uint8Array, options?: ReadGgufOptions): Promise<GgufFile> {
  const path = join(directory, `${count++}.gguf`)
  await writeFile(path, bytes)
  try {
    return await readGguf(path, options)
  } finally {
    await rm(path)
  }
}

const strings = (values: readonly string[]): ['array', 'string', ['string', string][]] => [
  'array',
  'string',
  values.map((value) => ['string', value]),
]

const small = ggufBytes({
  metadata: {
    'general.architecture': ['string', 'llama'],
    'general.languages': strings(['en', 'fr']),
    'llama.block_count': ['uint32', 2],
    'a.flag': ['bool', true],
  },
  tensors: { 'token_embd.weight': [4, 8], 'output.weight': [4, 8] },
})

describe('readGguf', () => {
  test('reads every value type', async () => {
    const file = await read(
      ggufBytes({
        metadata: {
          u8: ['uint8', 255],
          i8: ['int8', -1],
          u16: ['uint16', 65_535],
          i16: ['int16', -2],
          u32: ['uint32', 4_294_967_295],
          i32: ['int32', -3],
          f32: ['float32', 0.5],
          yes: ['bool', true],
          no: ['bool', false],
          text: ['string', 'à bientôt'],
          list: [
            'array',
            'int32',
            [
              ['int32', 1],
              ['int32', -1],
            ],
          ],
          nested: ['array', 'array', [strings(['a']), strings([])]],
          u64: ['uint64', 9_007_199_254_740_991n],
          huge: ['uint64', 18_446_744_073_709_551_615n],
          i64: ['int64', -5n],
          f64: ['float64', Math.PI],
        },
      }),
    )
    expect(Object.fromEntries(file.metadata)).toEqual({
      u8: 255,
      i8: -1,
      u16: 65_535,
      i16: -2,
      u32: 4_294_967_295,
      i32: -3,
      f32: 0.5,
      yes: true,
      no: false,
      text: 'à bientôt',
      list: [1, -1],
      nested: [['a'], []],
      u64: 9_007_199_254_740_991,
      huge: 18_446_744_073_709_551_615n,
      i64: -5,
      f64: Math.PI,
    })
  })

  test('reads the directory of tensors of versions 2 and 3', async () => {
    for (const version of [2, 3]) {
      const bytes = ggufBytes({ version, tensors: { a: [4, 8], b: [16] } })
      const file = await read(bytes)
      expect(file).toMatchObject({ version, tensorCount: 2, size: bytes.length })
      expect(file.tensors).toEqual([
        { name: 'a', shape: [4, 8], type: 0, offset: 0 },
        { name: 'b', shape: [16], type: 0, offset: 128 },
      ])
    }
  })

  test('steps over long arrays unless they are asked for', async () => {
    const tokens = Array.from({ length: 2000 }, (_, index) => `token ${index}`)
    const scores = ['array', 'float32', tokens.map((_, index) => ['float32', index] as const)] as const
    const bytes = ggufBytes({ metadata: { tokens: strings(tokens), scores, after: ['string', 'kept'] } })
    const skipped = await read(bytes)
    expect(skipped.metadata.get('tokens')).toEqual({ skipped: true, elementType: 'string', length: 2000 })
    expect(skipped.metadata.get('scores')).toEqual({ skipped: true, elementType: 'float32', length: 2000 })
    expect(skipped.metadata.get('after')).toBe('kept')
    const whole = await read(bytes, { arrays: true })
    expect(whole.metadata.get('tokens')).toEqual(tokens)
    expect(whole.metadata.get('after')).toBe('kept')
  })

  test('reads values longer than one window of memory', async () => {
    const template = 'x'.repeat(1_000_000)
    const file = await read(ggufBytes({ metadata: { template: ['string', template], after: ['uint8', 7] } }))
    expect(file.metadata.get('template')).toBe(template)
    expect(file.metadata.get('after')).toBe(7)
  })

  test('refuses a file cut at any byte, and says so', async () => {
    for (let length = 0; length < small.length; length++) {
      const error: unknown = await read(small.subarray(0, length)).catch((thrown: unknown) => thrown)
      expect(error, `cut at ${length}`).toBeInstanceOf(ModelError)
      expect(error).toMatchObject({ code: 'model_file_invalid' })
    }
    expect((await read(small)).tensorCount).toBe(2)
  })

  test('never fails in another way, whatever bytes are wrong', async () => {
    const damage = array(tuple(nat(small.length - 1), nat(255)), { minLength: 1, maxLength: 12 })
    await assert(
      asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(small)
        for (const [place, value] of changes) bytes[place] = value
        const result: unknown = await read(bytes).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(ModelError)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['an HTML page', Buffer.from('<!DOCTYPE html><p>Sign in'), 'starts with `<!DO`, an HTML page'],
    ['JSON', Buffer.from('{"error":1}'), 'starts with `{"er`, JSON text'],
    ['a Git LFS pointer', Buffer.from('version https://git-lfs'), 'Git LFS pointer'],
    ['bytes that are no text', Buffer.from([0, 1, 2, 3, 4]), 'the bytes 00010203'],
    ['nothing', Buffer.alloc(0), 'it is empty'],
    ['three letters', Buffer.from('GGU'), 'starts with `GGU`'],
    ['version 1', ggufBytes({ version: 1 }), 'GGUF version 1, and versions 2 and 3 can be read'],
    ['big-endian numbers', Buffer.from('GGUF\0\0\0\x03'), 'big-endian'],
  ])('says what was found where it is %s', async (_name, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'model_file_invalid',
      message: expect.stringContaining(message),
    })
  })

  test('refuses counts and lengths that the file cannot hold', async () => {
    const tensors = Buffer.from(small)
    tensors.writeBigUInt64LE(2n ** 63n, 8)
    await expect(read(tensors)).rejects.toThrow('it claims 9223372036854775808 tensors')
    const key = Buffer.from(small)
    key.writeBigUInt64LE(2n ** 40n, 24)
    await expect(read(key)).rejects.toThrow('a metadata key claims 1099511627776 bytes')
  })

  test('refuses a file whose weights are cut short', async () => {
    await expect(read(small.subarray(0, -1))).rejects.toThrow(
      `it is ${small.length - 1} bytes long, and its tensors reach to byte ${small.length}; it was cut short`,
    )
  })

  test('says where there is no file, or no plain one', async () => {
    await expect(readGguf(join(directory, 'none.gguf'))).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining('There is no file'),
    })
    await expect(readGguf(directory)).rejects.toThrow('is not a file')
  })
})
