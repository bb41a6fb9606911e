import { expect, test } from 'vitest'
import { parseShortSchema } from './short-schema.ts'

test.each([
  ['name', { name: { type: 'string' } }],
  ['name, age int', { name: { type: 'string' }, age: { type: 'integer' } }],
  ['tags str[], score float', { tags: { type: 'array', items: { type: 'string' } }, score: { type: 'number' } }],
  ['mood calm|stormy: at sea', { mood: { type: 'string', enum: ['calm', 'stormy'], description: 'at sea' } }],
  ['a bool\nb: with, a comma', { a: { type: 'boolean' }, b: { type: 'string', description: 'with, a comma' } }],
])('%j', (text, properties) => {
  const required = Object.keys(properties)
  expect(parseShortSchema(text)).toEqual({ type: 'object', properties, required, additionalProperties: false })
})

test.each([
  ['', 'names no field'],
  ['a, a', 'twice'],
  ['age inte', '"inte" in "age inte" is not a type'],
  ['1st', '"1st" cannot be the name'],
  ['a b c', 'more than a name and a type'],
])('%j is refused: %s', (text, told) => {
  expect(() => parseShortSchema(text)).toThrow(told)
})
