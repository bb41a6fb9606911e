import { expect, test } from 'vitest'

import { tokenLines } from './token-lines.ts'

const tokens = (...texts: readonly string[]) =>
  texts.map((token) => ({ token, logprob: 0, bytes: null, top_logprobs: [] }))

test('a line ends behind the token that breaks it, and at the end', () => {
  expect(tokenLines(tokens('One', ' two.', '\n\n', 'Three'))).toEqual([
    [0, 3],
    [3, 4],
  ])
  expect(tokenLines([])).toEqual([])
})

test('a line without an end is cut', () => {
  const lines = tokenLines(tokens(...Array.from({ length: 700 }, () => 'a')))
  expect(lines).toEqual([
    [0, 300],
    [300, 600],
    [600, 700],
  ])
})
