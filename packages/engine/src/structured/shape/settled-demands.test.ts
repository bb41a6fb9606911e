import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

function closed(key: string): Json {
  return { type: 'object', properties: { [key]: { type: 'boolean' } }, additionalProperties: false }
}

const keys = ['all', 'insert', 'delete', 'select', 'update', 'truncate', 'references', 'trigger', 'execute']

test('one of many objects with a key each needs that key, as the empty one would be all of them', () => {
  const takes = matcherOf(compileSchema({ oneOf: keys.map(closed) }).grammar)
  const texts = ['{"all":true}', '{"execute":false}', '{}', '{"all":1}', '{"all":true,"insert":true}', '{"other":true}']
  expect(texts.filter(takes)).toEqual(['{"all":true}', '{"execute":false}'])
})

test('a key that must have a value of another kind has it', () => {
  const schema = {
    allOf: [closed('a')],
    not: { properties: { a: { const: true } }, additionalProperties: false },
  }
  const takes = matcherOf(compileSchema(schema).grammar)
  expect(['{"a":false}', '{"a":true}', '{}'].filter(takes)).toEqual(['{"a":false}'])
})
