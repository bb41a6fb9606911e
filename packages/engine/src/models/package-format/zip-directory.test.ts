import { inflateRawSync } from 'node:zlib'
import { array, assert, asyncProperty, nat, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ModelError } from 'colloquy'
import { zipBytes } from '../__fixtures__/archives.ts'
import { dataOffset, readZipDirectory, type ReadPart } from './zip-directory.ts'

const files = {
  'a/METADATA': Buffer.from('Name: a'),
  'a/model.gguf': Buffer.from('GGUF '.repeat(100)),
  empty: Buffer.alloc(0),
}

function reader(bytes: Buffer): ReadPart {
  return async (start, length) => bytes.subarray(start, start + length)
}

async function contents(archive: Buffer): Promise<Record<string, Buffer>> {
  const read = reader(archive)
  const unpacked: Record<string, Buffer> = {}
  for (const entry of await readZipDirectory(read, archive.length)) {
    const packed = await read(await dataOffset(read, entry), entry.packedSize)
    unpacked[entry.path] = entry.method === 'stored' ? packed : inflateRawSync(packed)
    expect(unpacked[entry.path]).toHaveLength(entry.size)
  }
  return unpacked
}

describe('readZipDirectory', () => {
  test.each([
    ['stored', { deflate: false }],
    ['deflated', { deflate: true }],
    ['zip64', { zip64: true }],
    ['with a comment', { comment: 'made by hand' }],
  ])('finds the files of an archive that is %s', async (_name, options) => {
    expect(await contents(zipBytes(files, options))).toEqual(files)
  })

  test('reads only the end of a large archive, and the directory', async () => {
    const archive = zipBytes({ 'model.gguf': Buffer.alloc(1_000_000) }, { deflate: false })
    const parts: [number, number][] = []
    const entries = await readZipDirectory(async (start, length) => {
      parts.push([start, length])
      return reader(archive)(start, length)
    }, archive.length)
    expect(entries).toMatchObject([{ path: 'model.gguf', method: 'stored', size: 1_000_000 }])
    expect(parts).toEqual([[archive.length - 65_577, 65_577]])
  })

  test('refuses what is no archive', async () => {
    const page = Buffer.from('<!DOCTYPE html>')
    await expect(readZipDirectory(reader(page), page.length)).rejects.toThrow('it has no directory at its end')
  })

  test('never fails in another way, whatever bytes are wrong', async () => {
    const archive = zipBytes(files, { zip64: true })
    const damage = array(tuple(nat(archive.length - 1), nat(255)), { minLength: 1, maxLength: 8 })
    await assert(
      asyncProperty(damage, async (changes) => {
        const bytes = Buffer.from(archive)
        for (const [place, value] of changes) bytes[place] = value
        const result: unknown = await readZipDirectory(reader(bytes), bytes.length).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(ModelError)
      }),
    )
  })
})
