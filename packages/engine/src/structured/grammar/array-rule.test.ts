import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'

test('a limit higher than can be counted is kept by a lower one', () => {
  const takes = matcherOf(compileSchema({ type: 'array', items: { const: 0 }, maxItems: 10_000 }).grammar)
  const zeros = (count: number): string => `[${Array.from({ length: count }, () => 0).join()}]`
  expect([0, 1, 2000, 2001].filter((count) => takes(zeros(count)))).toEqual([0, 1, 2000])
})

test('what has fewer items than such a limit is not taken where more are asked for', () => {
  const schema = { type: 'array', items: { const: 0 }, not: { maxItems: 10_000 } }
  expect(() => compileSchema(schema)).toThrow(/at most 2000 items/)
})
