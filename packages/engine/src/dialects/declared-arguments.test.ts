import { describe, expect, test } from 'vitest'

import type { JsonObject } from '../structured/schema/json.ts'
import { declaredArguments } from './declared-arguments.ts'

const text = { type: 'string' }
const open: JsonObject = { type: 'object', properties: { a: text }, required: ['a'] }
const closed = { ...open, additionalProperties: false }

describe('arguments that a schema does not declare', () => {
  test('are left out, in objects inside objects and lists as well', () => {
    expect(declaredArguments(open)).toEqual(closed)
    const nested = (inner: JsonObject): JsonObject => ({
      ...open,
      properties: { a: text, b: inner, c: { type: 'array', items: inner } },
    })
    expect(declaredArguments(nested(open))).toEqual({ ...nested(closed), additionalProperties: false })
  })

  test('are left out where a function is declared to take none; an object among its arguments may be a map', () => {
    const none = { type: 'object', properties: {} }
    expect(declaredArguments(none)).toEqual({ ...none, additionalProperties: false })
    expect(declaredArguments({ ...open, properties: { a: none } })).toEqual({ ...closed, properties: { a: none } })
  })

  test.each<[string, JsonObject]>([
    ['the schema speaks of them', { ...open, additionalProperties: text }],
    ['it asks for one by name', { ...open, required: ['a', 'x'] }],
    ['it declares none at all', { type: 'object' }],
    ['other schemas may declare them', { ...open, allOf: [{ properties: { b: text } }] }],
  ])('are kept where %s', (_, schema) => {
    expect(declaredArguments(schema)).toEqual(schema)
  })
})
