import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

function lines(schema: Json): number {
  return compileSchema(schema).grammar.split('\n').length
}

test('schemas that differ but in what they remark are written once', () => {
  const named = (remarks: object): Json => ({
    type: 'object',
    properties: Object.fromEntries(
      ['a', 'b', 'c'].map((key) => [key, { type: 'string', pattern: '^[a-z]{3}-[0-9]{3}$', ...remarks }]),
    ),
    additionalProperties: false,
  })
  const properties = ['a', 'b', 'c'].map((key) => [key, { type: 'string', pattern: '^[a-z]{3}-[0-9]{3}$', title: key }])
  expect(lines({ ...Object(named({})), properties: Object.fromEntries(properties) })).toBe(lines(named({})))
})

test('many references to one schema take one rule', () => {
  const $defs = { part: { type: 'object', properties: { x: { enum: [1, 2] } } } }
  const referring = (count: number): Json => ({
    type: 'array',
    prefixItems: Array.from({ length: count }, (_, index) => ({ $ref: '#/$defs/part', description: `${index}` })),
    items: false,
    $defs,
  })
  expect(lines(referring(6))).toBe(lines(referring(2)))
})

test('a keyword that is not known does not make schemas alike', () => {
  const schema = {
    prefixItems: [
      { const: 1, 'x y': 2 },
      { const: 2, 'x y': 2 },
    ],
    minItems: 2,
  }
  expect(['[1,2]', '[1,1]', '[2,2]'].filter(matcherOf(compileSchema(schema).grammar))).toEqual(['[1,2]'])
})

test('equal references from parts with bases of their own lead to different places', () => {
  const part = (value: number): Json => ({ $id: `part${value}`, $defs: { v: { const: value } }, $ref: '#/$defs/v' })
  const schema = { type: 'array', prefixItems: [part(1), part(2)], minItems: 2, maxItems: 2 }
  expect(['[1,2]', '[1,1]', '[2,2]'].filter(matcherOf(compileSchema(schema).grammar))).toEqual(['[1,2]'])
})
