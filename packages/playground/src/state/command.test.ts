import { expect, test } from 'vitest'

import { meantBy, type Command } from './command.ts'

const commands: readonly Command[] = [
  { name: 'Compare settings', kind: '', run: () => {} },
  { name: 'Settings', kind: '', run: () => {} },
  { name: 'Unsettled seas', kind: '', run: () => {}, means: (words) => 'a storm at sea'.includes(words) },
]

test.each([
  ['set', ['Settings', 'Compare settings', 'Unsettled seas']],
  ['  SETTINGS', ['Settings', 'Compare settings']],
  ['settings compare', ['Compare settings']],
  ['storm', ['Unsettled seas']],
  ['', ['Compare settings', 'Settings', 'Unsettled seas']],
  ['nothing', []],
])('%j means %j', (words, names) => expect(meantBy(words, commands).map(({ name }) => name)).toEqual(names))
