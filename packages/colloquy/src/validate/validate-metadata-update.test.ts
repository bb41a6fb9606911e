import { validateMetadataUpdate } from 'colloquy/validate'
import { expect, test } from 'vitest'

test('pairs, or null to remove them, come back unchanged', () => {
  for (const body of [{ metadata: { a: 'b' } }, { metadata: {} }, { metadata: null }]) {
    expect(validateMetadataUpdate(body)).toBe(body)
  }
})

test.each<[unknown, string, string | null]>([
  [{}, 'missing_required_parameter', 'metadata'],
  [{ metadata: { a: 1 } }, 'invalid_type', 'metadata.a'],
  [{ metadata: { ['k'.repeat(65)]: '' } }, 'string_above_max_length', `metadata["${'k'.repeat(64)}…"]`],
  [{ metadata: {}, model: 'm' }, 'unknown_parameter', 'model'],
  [null, 'invalid_type', null],
])('%j is refused with %s', (body, code, param) => {
  expect(() => validateMetadataUpdate(body)).toThrow(expect.objectContaining({ code, param }))
})
