import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dropAddedNulls, strictSchema, type JsonSchema } from './index.ts'

const object = (properties: Record<string, unknown>, required: string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string' }

describe('strict mode', () => {
  test.each<[string, JsonSchema, JsonSchema]>([
    [
      'closes objects and requires their keys',
      { type: 'object', properties: { a: text }, required: ['a'] },
      object({ a: text }),
    ],
    [
      'allows null where a key was optional',
      { type: 'object', properties: { a: text, b: { type: 'integer' } }, required: ['a'] },
      object({ a: text, b: { type: ['integer', 'null'] } }),
    ],
    [
      'keeps null where it was allowed before',
      { type: 'object', properties: { a: { type: ['string', 'null'] } } },
      object({ a: { type: ['string', 'null'] } }),
    ],
    [
      'adds null to a union, and to an enumeration',
      { type: 'object', properties: { a: { anyOf: [text, { type: 'number' }] }, b: { type: 'string', enum: ['x'] } } },
      object({
        a: { anyOf: [text, { type: 'number' }, { type: 'null' }] },
        b: { anyOf: [{ type: 'string', enum: ['x'] }, { type: 'null' }] },
      }),
    ],
    [
      'reaches into lists, unions and definitions',
      {
        type: 'object',
        properties: {
          list: { type: 'array', items: { type: 'object', properties: { a: text } } },
          one: { $ref: '#/$defs/x' },
        },
        required: ['list', 'one'],
        $defs: { x: { type: 'object', properties: { b: text }, required: ['b'] } },
      },
      {
        ...object({
          list: { type: 'array', items: object({ a: { type: ['string', 'null'] } }) },
          one: { $ref: '#/$defs/x' },
        }),
        $defs: { x: object({ b: text }) },
      },
    ],
    [
      'turns oneOf into anyOf',
      object({ a: { oneOf: [text, { type: 'null' }] } }),
      object({ a: { anyOf: [text, { type: 'null' }] } }),
    ],
    [
      'leaves out what strict mode refuses and what allows the same values without',
      {
        $schema: 'x',
        type: 'object',
        title: 'T',
        properties: { a: { ...text, default: 'd', examples: ['e'] } },
        required: ['a'],
      },
      object({ a: text }),
    ],
    [
      'leaves bounds and patterns',
      object({ a: { type: 'string', pattern: '^a$', minLength: 1 } }),
      object({ a: { type: 'string', pattern: '^a$', minLength: 1 } }),
    ],
    ['allows an object without keys', { type: 'object', properties: {} }, object({})],
  ])('%s', (_, given, expected) => {
    expect(strictSchema(given)).toEqual({ schema: expected, strict: true })
  })

  test('keeps a property whose name is a keyword', () => {
    const schema = { type: 'object', properties: { title: text, default: text }, required: ['title', 'default'] }
    expect(strictSchema(schema).schema).toEqual(object({ title: text, default: text }))
  })

  test.each<[string, JsonSchema]>([
    ['a record', { type: 'object', additionalProperties: text }],
    ['patterns of keys', { type: 'object', properties: { a: text }, patternProperties: { '^x': text } }],
    ['a record inside', object({ a: { type: 'object', additionalProperties: { type: 'number' } } })],
    ['allOf', object({ a: { allOf: [text] } })],
    ['a tuple', object({ a: { type: 'array', prefixItems: [text] } })],
    ['a list at the top', { type: 'array', items: text }],
    ['a union at the top', { anyOf: [object({ a: text }), object({ b: text })] }],
    ['anything', object({ a: true })],
    ['a value of any type', object({ a: { description: 'Anything.' } })],
  ])('has no form for %s: it goes as it is, and says so', (_, schema) => {
    expect(strictSchema(schema)).toEqual({ schema, strict: false })
  })

  test('does not change what it is given', () => {
    const schema = Object.freeze({
      type: 'object',
      properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }),
    })
    expect(() => strictSchema(schema)).not.toThrow()
  })
})

describe('the way back', () => {
  const schema = {
    type: 'object',
    properties: {
      name: text,
      nick: text,
      born: { type: ['integer', 'null'] },
      pets: {
        type: 'array',
        items: { type: 'object', properties: { kind: text, age: { type: 'integer' } }, required: ['kind'] },
      },
      boss: { $ref: '#' },
      contact: {
        anyOf: [
          {
            type: 'object',
            properties: { via: { const: 'mail' }, address: text, note: text },
            required: ['via', 'address'],
          },
          {
            type: 'object',
            properties: { via: { const: 'phone' }, number: text, note: { type: ['string', 'null'] } },
            required: ['via'],
          },
        ],
      },
    },
    required: ['name'],
  }

  test.each<[string, unknown, unknown]>([
    ['drops null where the key was optional', { name: 'Ada', nick: null }, { name: 'Ada' }],
    ['keeps null where the schema has it', { name: 'Ada', born: null }, { name: 'Ada', born: null }],
    ['keeps null where the key is required: that is the validator’s to tell', { name: null }, { name: null }],
    [
      'reaches into lists',
      {
        name: 'A',
        pets: [
          { kind: 'cat', age: null },
          { kind: 'dog', age: 3 },
        ],
      },
      { name: 'A', pets: [{ kind: 'cat' }, { kind: 'dog', age: 3 }] },
    ],
    [
      'follows references',
      { name: 'A', boss: { name: 'B', nick: null, boss: null } },
      { name: 'A', boss: { name: 'B' } },
    ],
    [
      'finds the branch of a union',
      { name: 'A', contact: { via: 'mail', address: 'x', note: null } },
      { name: 'A', contact: { via: 'mail', address: 'x' } },
    ],
    [
      'finds the other branch',
      { name: 'A', contact: { via: 'phone', number: null, note: null } },
      { name: 'A', contact: { via: 'phone', note: null } },
    ],
    ['leaves keys that are not in the schema', { name: 'A', more: null }, { name: 'A', more: null }],
  ])('%s', (_, given, expected) => {
    expect(dropAddedNulls(given, schema)).toEqual(expected)
  })

  test('undoes strict mode for any object of optional and required keys', () => {
    const leaf = fc.constantFrom(text, { type: 'integer' }, { type: ['string', 'null'] }, { type: 'boolean' })
    const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
    const shape = keys.chain((names) =>
      fc.record({
        types: fc.tuple(...names.map(() => leaf)),
        required: fc.subarray<string>(names),
        present: fc.subarray<string>(names),
        names: fc.constant<string[]>(names),
      }),
    )
    fc.assert(
      fc.property(shape, ({ names, types, required, present }) => {
        const original = {
          type: 'object',
          properties: Object.fromEntries(names.map((name, at) => [name, types[at]])),
          required,
        }
        const valueOf = (name: string): unknown => {
          const { type } = types[names.indexOf(name)] ?? {}
          return Array.isArray(type) ? null : type === 'string' ? 'x' : type === 'boolean' ? true : 1
        }
        const has = (name: string) => required.includes(name) || present.includes(name)
        const wanted = Object.fromEntries(names.filter(has).map((name) => [name, valueOf(name)]))
        // What a model answers in strict mode: all keys, null for those it leaves out.
        const answered = Object.fromEntries(names.map((name) => [name, has(name) ? valueOf(name) : null]))
        const leftOutNullable = names.filter((name) => !has(name) && valueOf(name) === null)
        const expected = { ...wanted, ...Object.fromEntries(leftOutNullable.map((name) => [name, null])) }
        expect(dropAddedNulls(answered, original)).toEqual(expected)
        expect(strictSchema(original)).toMatchObject({ strict: true, schema: { required: names } })
      }),
    )
  })
})
