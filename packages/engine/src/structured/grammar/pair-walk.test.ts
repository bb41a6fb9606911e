import { expect, test } from 'vitest'

import { GrammarStates } from '../../foresight/grammar-states.ts'
import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'
import type { Json } from '../schema/json.ts'

/** Each of these keys, where it is there, asks for another one. */
const keys = ['a', 'b', 'c', 'd', 'e']
const schema: Json = {
  type: 'object',
  properties: { in: { $ref: '#' } },
  dependentRequired: Object.fromEntries(keys.map((key) => [key, [`${key}-too`]])),
}

/** How many readings a text has so far. */
function readingsOf(text: string): number {
  const states = new GrammarStates(compileSchema(schema).grammar)
  let state: GrammarStates['start'] | undefined = states.start
  for (const character of text) state = state && states.after(state, character.codePointAt(0) ?? 0)
  return state?.heads.length ?? 0
}

test('objects within objects have no more readings than one: alternatives are told apart where they differ', () => {
  expect(readingsOf('{"in":'.repeat(12))).toBe(readingsOf('{"in":'))
  expect(readingsOf('{"in":')).toBeGreaterThan(0)
})

test('objects that are walked together are what each of them is', () => {
  const takes = matcherOf(compileSchema(schema).grammar)
  const texts = [
    '{}',
    '{"in":{"b":1,"b-too":2}}',
    '{"a":1,"a-too":2,"in":{}}',
    '{"b":1}',
    '{"in":{"e":1}}',
    '{"d-too":1}',
  ]
  expect(texts.filter(takes)).toEqual(['{}', '{"in":{"b":1,"b-too":2}}', '{"d-too":1}'])
})

test('alternatives that have the same keys in other places are written one by one', () => {
  const other = { properties: { b: { type: 'null' }, a: { type: 'null' } }, required: ['b', 'a'] }
  const first = { properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['a', 'b'] }
  const takes = matcherOf(compileSchema({ type: 'object', anyOf: [first, other] }).grammar)
  expect(['{"a":"x","b":"x"}', '{"b":null,"a":null}', '{"a":"x","b":null}'].filter(takes)).toHaveLength(2)
})
