import { expect, test } from 'vitest'

import { matcherOf } from '../__fixtures__/matcher-of.ts'
import { compileSchema } from '../compile-schema.ts'

test.each([
  ['email', 'someone@example.com'],
  ['uri', 'https://example.com'],
  ['hostname', 'www.example.com'],
])('a short text or a %s is written as either, not as both at once', (format, known) => {
  const anyOf = [{ minLength: 2, maxLength: 5 }, { format }]
  const takes = matcherOf(compileSchema({ type: 'string', anyOf }).grammar)
  expect(['', '#', '# #', '#####', '######', known].filter((text) => takes(JSON.stringify(text)))).toEqual([
    '# #',
    '#####',
    known,
  ])
})

test('a short text or what no text can be is a short text', () => {
  const anyOf = [{ maxLength: 2 }, { format: 'date' }, { format: 'time', pattern: '^x', minLength: 1 }]
  const takes = matcherOf(compileSchema({ type: 'string', anyOf }).grammar)
  expect(['', '"ab"', '"2024-02-29"', '"x08:00:00Z"'].filter(takes)).toEqual(['"ab"', '"2024-02-29"'])
})
