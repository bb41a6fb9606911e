import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'

/** Bundles a browser program as its author would, from the sources of this package. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['source'],
  })
  return outputFiles[0]?.text ?? ''
}

describe('a browser program', () => {
  test.each([
    ['that asks once', 'createChatCompletion', 3_990],
    ['that streams, with retries, limits and typed errors', 'streamChatCompletion', 5_850],
    ['with the whole client', 'Colloquy', 15_600],
  ])('%s stays small', async (_, door, ceiling) => {
    const text = await bundle(`export { ${door} } from 'colloquy'`)
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(ceiling)
    // Neither the table of codes, nor what their pages say, nor what only servers need.
    for (const absent of ['object_above_max_properties', 'ModelError', 'node:']) expect(text).not.toContain(absent)
  })

  test('that only decodes a stream carries no client', async () => {
    const text = await bundle(
      "import { EventDecoder } from 'colloquy/stream'\nexport const decoder = new EventDecoder()",
    )
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(1_120)
  })
})
