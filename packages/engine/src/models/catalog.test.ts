import { describe, expect, test } from 'vitest'
import { catalog, defaultModel, findInCatalog } from './catalog.ts'
import { memoryNeed } from './memory-need.ts'
import { parseModelReference } from './model-reference.ts'

describe('catalog', () => {
  test('has the default model, with a checksum and two sources', () => {
    const model = findInCatalog(defaultModel)
    expect(model?.sizeExact).toBe(true)
    expect(model?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(model?.sources.map((source) => parseModelReference(source).kind)).toEqual(['pypi', 'hub'])
  })

  test('names each model once, in lower case, as family and tag', () => {
    const names = catalog.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z0-9.-]+:[a-z0-9.-]+$/)
  })

  test('points every entry at a GGUF file somewhere else', () => {
    for (const { name, sources } of catalog) {
      expect(sources.length, name).toBeGreaterThan(0)
      for (const source of sources)
        expect(parseModelReference(source)).toMatchObject({ file: expect.stringMatching(/\.gguf$/) })
    }
  })

  test('gives sizes and memory needs that fit their parameters', () => {
    for (const { name, parameters, size, kvBytesPerToken } of catalog) {
      const bitsPerWeight = (size * 8) / parameters
      expect(bitsPerWeight, name).toBeGreaterThan(4)
      expect(bitsPerWeight, name).toBeLessThan(8)
      expect(memoryNeed({ fileSize: size, kvBytesPerToken }), name).toBeGreaterThan(size)
    }
  })

  test('finds a model by name or by its family, in any case', () => {
    expect(findInCatalog('smollm2')?.name).toBe('smollm2:135m')
    expect(findInCatalog('SmolLM2:1.7B')?.name).toBe('smollm2:1.7b')
    expect(findInCatalog('smol')).toBeUndefined()
    expect(findInCatalog('')).toBeUndefined()
  })
})
