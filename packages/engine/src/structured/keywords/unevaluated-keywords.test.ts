import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

const text = { type: 'string' }
const whole = { type: 'integer' }

function object(schema: { readonly [keyword: string]: Json }): Json {
  return { type: 'object', unevaluatedProperties: false, ...schema }
}

function array(schema: { readonly [keyword: string]: Json }): Json {
  return { type: 'array', unevaluatedItems: false, ...schema }
}

test.each<[what: string, schema: Json, inside: string[], outside: string[]]>([
  [
    'properties of all its parts',
    object({ properties: { b: whole }, allOf: [{ properties: { a: text }, required: ['a'] }] }),
    ['{"b":1,"a":"x"}', '{"a":"x"}'],
    ['{"a":"x","c":1}', '{"a":1}', '{"b":1}'],
  ],
  [
    'properties of the branches that hold, together',
    object({
      anyOf: [
        { properties: { a: whole }, required: ['a'] },
        { properties: { b: whole }, required: ['b'] },
      ],
    }),
    ['{"a":1}', '{"b":1}', '{"a":1,"b":1}'],
    ['{}', '{"a":1,"b":"x"}', '{"a":1,"c":1}'],
  ],
  [
    'properties of the one branch that holds',
    object({
      oneOf: [
        { properties: { a: { const: 1 } }, required: ['a'] },
        { properties: { b: whole }, required: ['b'] },
      ],
    }),
    ['{"a":1}', '{"b":2}'],
    ['{"a":1,"b":"x"}', '{"a":1,"b":2}'],
  ],
  [
    'properties of a condition that holds, or else of what stands in for it',
    object({
      if: { properties: { kind: { const: 'a' } }, required: ['kind'] },
      else: { properties: { y: whole } },
    }),
    ['{"kind":"a"}', '{"y":1}', '{}'],
    ['{"kind":"a","y":1}', '{"kind":"b"}', '{"x":1}'],
  ],
  [
    'properties that depend on a key',
    object({ properties: { a: whole }, dependentSchemas: { a: { properties: { b: whole } } } }),
    ['{"a":1,"b":1}', '{"a":1}'],
    ['{"b":1}'],
  ],
  [
    'what is referred to, but nothing of a neighbour',
    object({
      allOf: [{ $ref: '#/$defs/open' }, { unevaluatedProperties: { type: 'null' } }],
      $defs: { open: { properties: { a: true } } },
    }),
    ['{"a":null}', '{"b":null}', '{}'],
    ['{"a":1}', '{"b":1}'],
  ],
  [
    'no properties that only a negation names',
    object({ not: { properties: { a: whole }, required: ['a'] } }),
    ['{}'],
    ['{"a":"x"}', '{"a":1}'],
  ],
  [
    'as many items as any part looks at',
    array({ prefixItems: [text], allOf: [{ prefixItems: [true, whole] }] }),
    ['[]', '["a"]', '["a",1]'],
    ['["a",1,1]', '["a","b"]', '[1]'],
  ],
  [
    'items by a schema of their own',
    {
      type: 'array',
      $ref: '#/$defs/pair',
      unevaluatedItems: { type: 'null' },
      $defs: { pair: { prefixItems: [text, text] } },
    },
    ['["a","b"]', '["a","b",null,null]', '["a"]'],
    ['["a",null]', '["a","b","c"]'],
  ],
  ['all items where a part looks at all', array({ allOf: [{ items: whole }] }), ['[]', '[1,2,3]'], ['["a"]']],
])('%s', (_, schema, inside, outside) => {
  const takes = matcherOf(compileSchema(schema).grammar)
  expect([...inside, ...outside].filter(takes)).toEqual(inside)
})

test.each([
  [array({ contains: whole }), /#\/unevaluatedItems`: `unevaluatedItems` beside `contains`/],
  [object({ $ref: '#/$defs/a', $defs: { a: { enum: [{ a: 1 }] } } }), /`unevaluatedProperties` beside constants/],
])('%j is refused, since what was evaluated depends on the reader', (schema, reason) => {
  expect(() => compileSchema(schema)).toThrow(reason)
})
