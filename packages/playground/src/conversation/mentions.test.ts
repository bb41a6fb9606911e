import { expect, test } from 'vitest'

import { readConversations } from './exported.ts'
import { mentions } from './mentions.ts'

const [conversation] = readConversations(
  '[{"role":"user","content":"Name a boat"},{"role":"assistant","content":"Argo"}]',
)

test.each([
  ['argo', true],
  [' BOAT ', true],
  ['', true],
  ['bounty', false],
])('a search for %j finds what was said: %s', (words, isFound) =>
  expect(conversation && mentions(conversation, words)).toBe(isFound),
)
