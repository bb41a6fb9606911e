import { assert, asyncProperty, integer } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tarBytes } from '../__fixtures__/archives.ts'
import { tarEntries } from './tar-entries.ts'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function contents(archive: AsyncIterable<Uint8Array>): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  for await (const entry of tarEntries(archive)) {
    const pieces: Buffer[] = []
    for await (const piece of entry.body()) pieces.push(Buffer.from(piece))
    files[entry.path] = Buffer.concat(pieces).toString()
  }
  return files
}

const long = `package/${'deep/'.repeat(40)}model.gguf`
const files = { 'package/package.json': '{}', [long]: 'GGUF'.repeat(300), 'package/empty': '' }
const archive = tarBytes(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])))

describe('tarEntries', () => {
  test('gives every file whole, however the bytes are cut into pieces', async () => {
    await assert(
      asyncProperty(integer({ min: 1, max: 3000 }), async (size) => {
        expect(await contents(inPieces(archive, size))).toEqual(files)
      }),
      { numRuns: 30 },
    )
  })

  test('steps over files whose body is not read', async () => {
    const paths: string[] = []
    for await (const entry of tarEntries(inPieces(archive, 100))) paths.push(entry.path)
    expect(paths).toEqual(Object.keys(files))
  })

  test('refuses an archive that is cut short', async () => {
    await expect(contents(inPieces(archive.subarray(0, 700), 100))).rejects.toThrow('it is cut short')
  })

  test('refuses a size that no file has', async () => {
    const damaged = Buffer.from(archive)
    damaged.fill(0xff, 124, 136)
    await expect(contents(inPieces(damaged, 512))).rejects.toThrow('impossible size')
  })
})
