import { expect, test } from 'vitest'
import { catalog } from '../catalog.ts'
import { fileStem } from './model-paths.ts'

test('names of the catalogue keep their look, and never meet', () => {
  expect(fileStem('smollm2:135m')).toBe('smollm2-135m')
  const stems = catalog.map(({ name }) => fileStem(name))
  expect(new Set(stems).size).toBe(catalog.length)
})

test.each([
  ['hf:o/R:Q4_K_M', /^hf-o-r-q4_k_m-[0-9a-f]{8}$/],
  ['npm:a', /^npm-a-[0-9a-f]{8}$/],
  ['https://example.com/', /^https-example.com-[0-9a-f]{8}$/],
  ['https://example.com/con', /^https-example.com-con-[0-9a-f]{8}$/],
  [`hf:o/${'x'.repeat(300)}`, /^x{100}-[0-9a-f]{8}$/],
  ['npm:../../etc', /^npm-..-..-etc-[0-9a-f]{8}$/],
])('%s gets a file name that is good on every system', (name, expected) => {
  expect(fileStem(name)).toMatch(expected)
})

test('references that differ never share a file', () => {
  expect(fileStem('hf:o/r:a')).not.toBe(fileStem('hf:o/r-a'))
  expect(fileStem('hf:O/r')).not.toBe(fileStem('hf:o/r'))
})
