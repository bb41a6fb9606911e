import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ResumableJson } from './index.ts'

function parse(...pieces: string[]): unknown {
  const json = new ResumableJson()
  for (const piece of pieces) json.push(piece)
  return json.end()
}

test('reads any JSON in any split as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(3), fc.integer({ min: 1, max: 9 }), (value, indent, size) => {
      const text = JSON.stringify(value, null, indent)
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      expect(parse(...pieces)).toEqual(JSON.parse(text))
    }),
  )
})

test('accepts and refuses what JSON.parse accepts and refuses', () => {
  const soup = fc.string({ unit: fc.constantFrom(...Array.from('{}[]:,"\\u0d8nultre-+.e1 \n')), maxLength: 12 })
  fc.assert(
    fc.property(soup, (text) => {
      expect(outcome(() => parse(...Array.from(text)))).toEqual(outcome(() => JSON.parse(text)))
    }),
    { numRuns: 5000 },
  )
})

describe('the value so far', () => {
  test.each([
    ['', undefined],
    ['{', {}],
    ['{"ci', {}],
    ['{"city"', {}],
    ['{"city":"', { city: '' }],
    ['{"city":"Ber', { city: 'Ber' }],
    ['{"city":"Ber\\u00', { city: 'Ber' }],
    ['{"city":"Berlin","n":1', { city: 'Berlin' }],
    ['{"city":"Berlin","n":12,', { city: 'Berlin', n: 12 }],
    ['{"ok":tr', {}],
    ['[["a","b', [['a', 'b']]],
    ['[1,[2,{"x":nul', [1, [2, {}]]],
  ])('of %j', (text, value) => {
    const json = new ResumableJson()
    for (const character of text) json.push(character)
    expect(json.value).toEqual(value)
    expect(json.complete).toBe(false)
  })

  test('is one object that grows', () => {
    const json = new ResumableJson()
    json.push('{"rows":[')
    const { value } = json
    json.push('1,2]}')
    expect(json.value).toBe(value)
    expect(value).toEqual({ rows: [1, 2] })
    expect(json.complete).toBe(true)
  })
})

test('a `__proto__` member is an own property, as JSON.parse makes it', () => {
  const value = parse('{"__proto__":{"polluted":true}}')
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(Object.keys(Object(value))).toEqual(['__proto__'])
})

test('nesting has no limit of its own', () => {
  const depth = 100_000
  const json = new ResumableJson()
  json.push('['.repeat(depth))
  json.push(']'.repeat(depth))
  expect(json.complete).toBe(true)
})

test.each(['', '{', '[1,', '"a', '{"a":1', 'tru', '1.'])('text that ends too early is an error: %j', (text) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ name: 'InvalidResponseError' }))
})

test('tells where the text went wrong, across pieces', () => {
  expect(() => parse('{"a"', ':', '}')).toThrow('at character 5')
})

function outcome(read: () => unknown): unknown {
  try {
    return { value: read() }
  } catch {
    return 'refused'
  }
}
