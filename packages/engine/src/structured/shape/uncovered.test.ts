import { describe, expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

const kinds = ['point', 'line', 'area', 'solid', 'cloud', 'sphere', 'cone', 'torus']

function figure(kind: string, further: object = {}): Json {
  const properties = {
    kind: { enum: [kind] },
    size: { type: 'integer' },
    [`of-${kind}`]: { type: 'string' },
    ...further,
  }
  return { type: 'object', properties, required: ['kind', 'size'] }
}

describe('one of many kinds', () => {
  const other = { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind', 'size'] }
  const schema = { oneOf: [...kinds.map((kind) => figure(kind)), other] }

  test('is found though one kind is free, and all others must be left out of it', () => {
    const takes = matcherOf(compileSchema(schema).grammar)
    const texts = [
      '{"kind":"torus","size":1}',
      '{"kind":"torus","size":true}',
      '{"kind":"torus","size":1,"of-torus":2}',
      '{"kind":"torus","size":1,"of-cone":2}',
      '{"kind":"knot","size":"any"}',
      '{"kind":"knot"}',
    ]
    expect(texts.filter(takes)).toEqual([
      '{"kind":"torus","size":true}',
      '{"kind":"torus","size":1,"of-torus":2}',
      '{"kind":"knot","size":"any"}',
    ])
  })

  test('does not multiply: twice the kinds make no more than four times the grammar', () => {
    const size = (count: number): number =>
      compileSchema({ oneOf: [...kinds.slice(0, count).map((kind) => figure(kind)), other] }).grammar.length
    expect(size(8)).toBeLessThan(4 * size(4))
  })
})

test('a schema that is asked about while its shape is made is no endless reference', () => {
  const field = {
    oneOf: [
      { type: 'string' },
      { type: 'object', properties: { of: { $ref: '#/$defs/field' } }, required: ['of'] },
      { type: 'object', properties: { at: { type: 'string' }, of: { type: 'null' } }, required: ['of'] },
    ],
  }
  const takes = matcherOf(compileSchema({ $ref: '#/$defs/field', $defs: { field } }).grammar)
  expect(['"a"', '{"of":"a"}', '{"of":{"of":"a"}}', '{"of":null}', '{"of":1}'].filter(takes)).toHaveLength(4)
})
