import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

function taken(schema: Json, texts: readonly string[]): string[] {
  return texts.filter(matcherOf(compileSchema(schema).grammar))
}

test('keys out of a few words are counted, each once', () => {
  const schema = { type: 'object', propertyNames: { enum: ['a', 'b', 'c'] }, minProperties: 2 }
  expect(taken(schema, ['{"a":1,"c":2}', '{"a":1,"b":1,"c":1}', '{"a":1}', '{"a":1,"a":2}', '{"a":1,"d":2}'])).toEqual([
    '{"a":1,"c":2}',
    '{"a":1,"b":1,"c":1}',
  ])
})

test('so are keys that a negation asks for', () => {
  const none = (...keys: string[]): Json => ({ propertyNames: { not: { enum: keys } } })
  const schema = { type: 'object', not: { anyOf: [none('1', '3'), none('2', '3')] }, minProperties: 3 }
  expect(taken(schema, ['{"1":"x","2":"y","4":"z"}', '{"1":"x","2":"y"}', '{"1":"x","4":"y","5":"z"}'])).toEqual([
    '{"1":"x","2":"y","4":"z"}',
  ])
})

test('several keys of any name are refused with the reason: no grammar remembers which were written', () => {
  expect(() => compileSchema({ type: 'object', minProperties: 2 })).toThrow(/might be the same/)
})
