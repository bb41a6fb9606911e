import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

function taken(schema: Json, texts: readonly string[]): string[] {
  return texts.filter(matcherOf(compileSchema(schema).grammar))
}

// Read from JSON, as a server reads them: the last digits are gone.
test.each([
  ['{"type": "integer", "maximum": 9223372036854775807}', ['9223372036854775807'], ['9223372036854775808']],
  ['{"type": "integer", "minimum": -9223372036854775807}', ['-9223372036854775807'], ['-9223372036854775808']],
  ['{"type": "integer", "maximum": 18446744073709551615}', ['18446744073709551615'], ['18446744073709551616']],
  ['{"type": "integer", "maximum": 9999999999999999}', ['9999999999999999'], ['10000000000000000']],
  ['{"type": "integer", "minimum": 9999999999999999}', ['10000000000000001'], ['9999999999999998']],
  ['{"type": "integer", "maximum": 9007199254740991}', ['9007199254740991'], ['9007199254740992']],
])('%s takes %j and refuses %j', (schema, inside, outside) => {
  expect(taken(JSON.parse(schema), [...inside, ...outside])).toEqual(inside)
})

test('what becomes an exclusive bound to a reader of doubles is not within it', () => {
  const below = { type: 'number', exclusiveMaximum: 90 }
  expect(taken(below, ['89.99999999999999', '89.9999999999999999', '90', '-1', '0.5'])).toEqual([
    '89.99999999999999',
    '-1',
    '0.5',
  ])
  const above = { type: 'number', exclusiveMinimum: 0 }
  expect(taken(above, ['0.0000000001', `0.${'0'.repeat(400)}1`, '0.0', '7'])).toEqual(['0.0000000001', '7'])
  expect(taken({ type: 'number', maximum: 90 }, ['89.9999999999999999', '90', '90.0000000000000001'])).toEqual([
    '89.9999999999999999',
    '90',
  ])
})

test('what doubles take for a whole number is written for none', () => {
  const schema = { type: 'number', not: { type: 'integer' } }
  expect(taken(schema, ['0.5', '-123.25', '5.00000000000000000001', '5.0', '5'])).toEqual(['0.5', '-123.25'])
})

test('the range of doubles is a range', () => {
  const { MAX_VALUE } = Number
  expect(taken({ type: 'number', minimum: -MAX_VALUE, maximum: MAX_VALUE }, ['0', '-1.5', '12'])).toHaveLength(3)
})
