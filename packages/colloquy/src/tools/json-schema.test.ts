import { describe, expect, expectTypeOf, test } from 'vitest'
import { Colloquy } from '../index.ts'
import { scriptedBackend } from '../testing/index.ts'
import { call, calling, saying } from './__fixtures__/answers.ts'
import { defineTool, jsonSchema, runTools, type JsonSchema } from './index.ts'

async function issuesOf(schema: JsonSchema, value: unknown): Promise<string[]> {
  const result = await jsonSchema(schema)['~standard'].validate(value)
  return (result.issues ?? []).map(({ message, path = [] }) => [...path.map(String), message].join(': '))
}

const person = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 3 },
    age: { type: 'integer', minimum: 0, exclusiveMaximum: 150 },
    tags: { type: 'array', items: { enum: ['a', 'b'] }, maxItems: 2 },
    boss: { $ref: '#' },
  },
  required: ['name'],
  additionalProperties: false,
} as const

describe('a JSON Schema finds', () => {
  test.each<[string, JsonSchema, unknown, string[]]>([
    ['nothing in what fits', person, { name: '🙂🙂🙂', age: 3, tags: ['a'], boss: { name: 'b' } }, []],
    ['a missing key', person, {}, ['name: is required']],
    ['a wrong type', person, { name: 7 }, ['name: expected string, received integer']],
    ['an unknown key', person, { name: 'x', nick: 'y' }, ['nick: is not allowed']],
    [
      'what is out of bounds',
      person,
      { name: 'long', age: 150 },
      ['name: expected at most 3 characters', 'age: expected less than 150, received 150'],
    ],
    ['an entry that is not listed', person, { name: 'x', tags: ['c'] }, ['tags: 0: expected one of ["a","b"]']],
    [
      'too many entries',
      person,
      { name: 'x', tags: ['a', 'b', 'a'] },
      ['tags: expected at most 2 entries, received 3'],
    ],
    [
      'what a reference forbids, however deep',
      person,
      { name: 'x', boss: { name: 'y', boss: {} } },
      ['boss: boss: name: is required'],
    ],
    ['a number where an integer is meant', { type: 'integer' }, 1.5, ['expected integer, received number']],
    ['no fault in an integer where a number is meant', { type: 'number' }, 1, []],
    ['another constant', { const: { a: [1] } }, { a: [2] }, ['expected {"a":[1]}']],
    ['no fault in the same constant', { const: { a: [1] } }, { a: [1] }, []],
    [
      'what fits no alternative',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      1,
      ['fits none of the alternatives'],
    ],
    [
      'what fits two where one is meant',
      { oneOf: [{ type: 'number' }, { type: 'integer' }] },
      1,
      ['fits 2 of the alternatives, expected one'],
    ],
    ['what one of all forbids', { allOf: [{ minimum: 1 }, { maximum: 2 }] }, 3, ['expected at most 2, received 3']],
    ['what is excluded', { not: { type: 'null' } }, null, ['is what is excluded']],
    ['a text without the pattern', { pattern: '^a+$' }, 'b', ['expected a match of ^a+$']],
    ['no fault in multiples of decimals', { multipleOf: 0.1 }, 0.3, []],
    ['what is no multiple', { multipleOf: 0.1 }, 0.35, ['expected a multiple of 0.1, received 0.35']],
    [
      'entries by their place',
      { prefixItems: [{ type: 'string' }], items: false },
      [1, 2],
      ['0: expected string, received integer', '1: nothing is allowed here'],
    ],
    [
      'values of a record',
      { type: 'object', additionalProperties: { type: 'number' } },
      { a: 'x' },
      ['a: expected number, received string'],
    ],
    ['a reference that leads nowhere', { $ref: '#/$defs/x' }, 1, ['`#/$defs/x` leads nowhere']],
    ['a reference that leads in a circle', { $ref: '#' }, 1, ['the schema leads in a circle']],
    ['keys named like those of every object', { required: ['toString'] }, {}, ['toString: is required']],
  ])('%s', async (_, schema, value, issues) => {
    expect(await issuesOf(schema, value)).toEqual(issues)
  })
})

test.each<[JsonSchema, string]>([
  [{ type: 'array', contains: { const: 1 } }, '`contains`'],
  [{ properties: { a: { dependentRequired: {} } } }, '`/properties/a`'],
  [{ anyOf: [{ if: {} }] }, '`if`'],
])('refuses %o, which it could not hold to', (schema, named) => {
  expect(() => jsonSchema(schema)).toThrow(named)
})

test('takes properties that are named like keywords', () => {
  expect(() => jsonSchema({ type: 'object', properties: { contains: { type: 'string' } } })).not.toThrow()
})

test('types and validates the arguments of a tool, and tells the model of faults', async () => {
  const tool = defineTool({
    name: 'greet',
    parameters: jsonSchema({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }),
    run(args) {
      expectTypeOf(args).toEqualTypeOf<{ name: string }>()
      return `Hello, ${args.name}`
    },
  })
  const backend = scriptedBackend([calling(call('1', 'greet', {}), call('2', 'greet', { name: 'Ada' })), saying('x')])
  const { chat } = new Colloquy({ backend })
  const { messages } = await runTools(chat, { model: 'm', messages: [], tools: [tool] })
  expect(messages.flatMap(({ role, content }) => (role === 'tool' ? [content] : []))).toEqual([
    '{"error":"the arguments do not fit: `name`: is required"}',
    'Hello, Ada',
  ])
})
