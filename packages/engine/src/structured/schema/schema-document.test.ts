import { describe, expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

const draft4 = 'http://json-schema.org/draft-04/schema#'
const draft7 = 'http://json-schema.org/draft-07/schema#'
const draft2020 = 'https://json-schema.org/draft/2020-12/schema'

/** Which of three values a schema takes. */
function taken(schema: Json): string[] {
  const takes = matcherOf(compileSchema(schema).grammar)
  return ['"text"', '1', 'null'].filter(takes)
}

describe('a reference', () => {
  test('is relative to a relative identifier, which counts once', () => {
    const $defs = { a: { $id: 'parts/a.json', $ref: '#/$defs/b', $defs: { b: { type: 'string' } } } }
    expect(taken({ $ref: '#/$defs/a', $defs })).toEqual(['"text"'])
    expect(taken({ $id: 'schemas/root.json', $ref: '#/$defs/a', $defs })).toEqual(['"text"'])
    expect(taken({ $ref: 'parts/a.json#/$defs/b', $defs })).toEqual(['"text"'])
  })

  test('that leads nowhere in its own part leads from the top', () => {
    const definitions = { a: { id: 'a', items: false, $ref: '#/definitions/b' }, b: { type: 'null' } }
    expect(taken({ $schema: draft4, $ref: '#/definitions/a', definitions })).toEqual(['null'])
  })

  test('is not moved by a property that only older drafts take for an identifier', () => {
    const inner = { id: 'elsewhere', definitions: { x: { type: 'null' } }, allOf: [{ $ref: '#/definitions/x' }] }
    const definitions = { inner, x: { type: 'string' } }
    expect(taken({ $schema: draft2020, $ref: '#/definitions/inner', definitions })).toEqual(['"text"'])
    expect(taken({ $schema: draft4, $ref: '#/definitions/inner', definitions })).toEqual(['null'])
  })

  test('stands alone up to draft 7, its identifier included', () => {
    const definitions = { a: { $id: 'a', type: 'null', $ref: '#/definitions/b' }, b: { type: ['null', 'string'] } }
    expect(taken({ $schema: draft7, $ref: '#/definitions/a', definitions })).toEqual(['"text"', 'null'])
    expect(taken({ $schema: draft2020, $ref: '#/definitions/b', type: 'null', definitions })).toEqual(['null'])
  })

  test('finds the identifier that all readers know, before and behind one under a keyword that none knows', () => {
    const $defs = { real: { $id: 'urn:part', type: 'string' } }
    const extra = { real: { $id: 'urn:part', type: 'null' } }
    expect(taken({ 'x-extra': extra, $defs, $ref: 'urn:part' })).toEqual(['"text"'])
    expect(taken({ $defs, $ref: 'urn:part', 'x-extra': extra })).toEqual(['"text"'])
    expect(taken({ $ref: 'urn:part', 'x-extra': extra })).toEqual(['null'])
  })

  test('finds an identifier in a property that has the name of a keyword', () => {
    const properties = { default: { $id: 'urn:part', type: 'string' } }
    expect(taken({ $ref: 'urn:part', $defs: { a: { properties } } })).toEqual(['"text"'])
  })

  test('holds beside a dynamic one', () => {
    const $defs = { a: { type: ['string', 'null'] }, b: { $dynamicAnchor: 'b', type: ['null', 'integer'] } }
    expect(taken({ $ref: '#/$defs/a', $dynamicRef: '#b', $defs })).toEqual(['null'])
  })

  test('that is dynamic and has several targets is refused', () => {
    const $defs = { a: { $id: 'a', $dynamicAnchor: 'x', type: 'null' }, b: { $id: 'b', $dynamicAnchor: 'x' } }
    expect(() => compileSchema({ $dynamicRef: 'a#x', $defs })).toThrow(/several targets/)
    const list = { $id: 'l', $recursiveAnchor: true, items: { $recursiveRef: '#' } }
    expect(() => compileSchema({ $recursiveAnchor: true, $ref: '#/$defs/list', $defs: { list } })).toThrow(/several/)
    expect(taken({ $recursiveAnchor: true, type: ['array', 'null'], items: { $recursiveRef: '#' } })).toEqual(['null'])
  })
})

describe('draft 3', () => {
  const $schema = 'http://json-schema.org/draft-03/schema#'

  test('asks for a property within it', () => {
    const properties = { a: { type: 'null', required: true } }
    const takes = matcherOf(compileSchema({ $schema, type: 'object', properties, additionalProperties: false }).grammar)
    expect(['{}', '{"a":null}'].filter(takes)).toEqual(['{"a":null}'])
  })

  test.each(['extends', 'disallow', 'divisibleBy'])('is refused where it says %s', (keyword) => {
    expect(() => compileSchema({ $schema, [keyword]: 2 })).toThrow(new RegExp(`\`${keyword}\` of draft 3`))
  })
})

test('the opposite of `dependencies` is refused where not every validator reads it', () => {
  const not = { type: 'string', dependencies: { a: ['b'] } }
  expect(() => compileSchema({ not })).toThrow(/the opposite of `dependencies`/)
  expect(taken({ $schema: draft7, not })).toEqual(['1', 'null'])
})

test('so is the opposite of any keyword that the draft of the schema does not have', () => {
  const kind = (name: string): Json => ({ properties: { kind: { const: name } }, required: ['kind'] })
  expect(() => compileSchema({ $schema: draft4, oneOf: [kind('a'), kind('b')] })).toThrow(/opposite of `const`/)
  const referring = { $schema: draft4, not: { $ref: '#/definitions/a' }, definitions: { a: kind('a') } }
  expect(() => compileSchema(referring)).toThrow(/opposite of `const`/)
})

test('a keyword that the draft does not have narrows all the same, and a key of its name is a key', () => {
  expect(taken({ $schema: draft4, const: 1 })).toEqual(['1'])
  const named = { type: 'object', properties: { const: { enum: [1] } }, required: ['const'] }
  const takes = matcherOf(compileSchema({ $schema: draft4, oneOf: [named, { enum: [{}] }] }).grammar)
  expect(['{"const":1}', '{}', '{"const":2}'].filter(takes)).toEqual(['{"const":1}', '{}'])
})
