import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'

test('whole numbers in a range are few values, so each comes once', () => {
  const items = { type: 'integer', minimum: 0, exclusiveMaximum: 6, multipleOf: 2 }
  const takes = matcherOf(compileSchema({ type: 'array', items, uniqueItems: true }).grammar)
  expect(['[]', '[4,0,2]', '[2,2]', '[6]', '[1]'].filter(takes)).toEqual(['[]', '[4,0,2]'])
})

test('of numbers that are not whole there are too many to remember', () => {
  const items = { type: 'number', minimum: 0, maximum: 1 }
  expect(() => compileSchema({ type: 'array', items, uniqueItems: true })).toThrow(/at most 200 values/)
})
