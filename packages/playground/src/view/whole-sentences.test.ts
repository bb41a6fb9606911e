import { expect, test } from 'vitest'

import { wholeSentences } from './whole-sentences.ts'

test.each([
  ['The Argo', ''],
  ['The Argo sails. It is', 'The Argo sails.'],
  ['Version 1.5 of it', ''],
  ['One.\n- two', 'One.\n'],
  ['A? B! C', 'A? B!'],
])('%j has %j to be heard', (text, heard) => expect(wholeSentences(text)).toBe(heard))
