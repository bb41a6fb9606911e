import { InvalidRequestError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { compileSchema } from './compile-schema.ts'
import type { Json } from './schema/json.ts'

function nested(levels: number, wrap: (inner: Json) => Json): Json {
  let schema: Json = {}
  for (let level = 0; level < levels; level++) schema = wrap(schema)
  return schema
}

function many(count: number, make: (index: number) => Json): Json[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

const pairs = many(40, (index) => ({
  anyOf: [
    { properties: { [`a${index}`]: { type: 'string' } }, required: [`a${index}`] },
    { properties: { [`b${index}`]: { type: 'null' } }, required: [`b${index}`] },
  ],
}))

const cuts = Object.fromEntries(
  Array.from({ length: 60 }, (_, index): [string, Json] => [`.*${index}.*${index + 7}`, { const: index }]),
)

const hostile: readonly (readonly [string, Json, RegExp])[] = [
  ['nesting', nested(5000, (items) => ({ items })), /nests deeper than 200/],
  ['nesting of not', nested(190, (inner) => ({ not: { items: inner } })), /too many|not/],
  ['choices multiplied', { allOf: pairs }, /too many/],
  ['choices that exclude each other', { oneOf: pairs }, /too many|not/],
  ['a pattern that remembers', { type: 'string', pattern: '^(.*a.{20}){3}$' }, /too many/],
  ['a pattern that counts', { type: 'string', pattern: '^((a{1,300}b){1,300}c){1,300}$' }, /too many/],
  ['a pattern in groups', { type: 'string', pattern: `${'('.repeat(500)}a${')'.repeat(500)}` }, /nest deeper/],
  ['a long pattern', { type: 'string', pattern: 'ab|'.repeat(5000) }, /characters long/],
  ['keys cut by patterns', { patternProperties: cuts }, /too many/],
  ['a reference to itself', { $ref: '#' }, /refers to itself/],
  [
    'two references in a circle',
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    /refers to itself/,
  ],
  [
    'a list without an end',
    { properties: { next: { $ref: '#' } }, required: ['next'], type: 'object' },
    /no value at all/,
  ],
  ['counting', { minProperties: 3000, maxProperties: 5000, properties: { a: {} } }, /too large|too many/],
  ['items by the million', { type: 'array', minItems: 1_000_000 }, /at most 2000 items/],
  ['a string by the billion', { type: 'string', minLength: 1_000_000_000 }, /too many/],
  [
    'repetitions of repetitions',
    { type: 'string', pattern: '^(((((a{1,9}b?){1,9}c?){1,9}d?){1,9}e?){1,9}f?){1,9}$' },
    /too many/,
  ],
  [
    'a pattern that a backtracking matcher would not survive',
    { type: 'string', pattern: '^(a|a?)+(b|b?)+\\1$' },
    /back-ref/,
  ],
  [
    'a chain of references that ends in itself',
    { $ref: '#/$defs/0', $defs: many(1000, (index) => ({ $ref: `#/$defs/${(index + 1) % 1000}` })) },
    /without getting anywhere/,
  ],
  [
    'conditions on conditions',
    { allOf: many(60, (index) => ({ if: { required: [`a${index}`] }, else: { required: [`b${index}`] } })) },
    /too many/,
  ],
  [
    'a hundred lists of which each may have many lengths',
    { properties: Object.fromEntries(many(100, (index) => ({ maxItems: 1999, items: { const: index } })).entries()) },
    /too many grammar rules/,
  ],
  ['tiny steps', { multipleOf: 0.000_001_234_567 }, /too many/],
]

// What looks hostile and is only large.
const large: readonly (readonly [string, Json])[] = [
  ['a thousand words', { enum: many(1000, (index) => `word number ${index}`) }],
  [
    'a hundred references in a row',
    {
      $ref: '#/$defs/0',
      $defs: Object.fromEntries(many(100, (index) => (index < 99 ? { $ref: `#/$defs/${index + 1}` } : true)).entries()),
    },
  ],
  ['a pattern of a hundred optional parts', { type: 'string', pattern: `^${'a?'.repeat(30)}${'a'.repeat(30)}$` }],
  [
    'a hundred alternatives',
    { anyOf: many(100, (index) => ({ type: 'object', properties: { kind: { const: index } }, required: ['kind'] })) },
  ],
]

describe('a large schema', () => {
  test.each(large)('compiles within the budget of work: %s', (_, schema) => {
    expect(compileSchema(schema).grammar).toMatch(/^root ::= /)
  })
})

describe('a hostile schema', () => {
  test.each(hostile)('is refused within the budget of work: %s', (_, schema, reason) => {
    let error: unknown
    try {
      compileSchema(schema)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ status: 400, code: 'unsupported_value', message: expect.stringMatching(reason) })
  })
})
