import { expect, test } from 'vitest'
import { markWords } from './mark-words.ts'

test.each([
  ['Sailing boats sail.', 'SAIL', '[Sail]ing boats [sail].'],
  ['Sailing boats, assail', 'boat sail', '[Sail]ing [boat]s, assail'],
  ['über Übung', 'üb', '[üb]er [Üb]ung'],
  ['a.b (c', '(.', 'a.b (c'],
])('in %j the words of %j are marked', (text, query, marked) => {
  expect(markWords(text, query, (found) => `[${found}]`)).toBe(marked)
})
