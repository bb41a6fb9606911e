import { expect, test } from 'vitest'
import { TestClock } from '../../../colloquy/src/client/__fixtures__/test-clock.ts'
import { memoryStore } from './memory/memory-store.ts'
import { pruneCompletions } from './prune-completions.ts'

test('prunes at once, then every hour, until it is disposed of', async () => {
  const clock = new TestClock()
  const { completions } = memoryStore()
  const asked: number[] = []
  const store = Object.assign(completions, {
    prune: async (before: number) => {
      asked.push(before)
      if (asked.length === 1) throw new Error('away')
      return 0
    },
  })
  const errors: unknown[] = []
  const options = { maxAge: 86_400_000, clock, now: () => 90_000_000 + clock.now(), onError: errors.push.bind(errors) }
  const pruning = pruneCompletions(store, options)
  clock.advance(3_600_000)
  // A rejection is told in a later microtask.
  await Promise.resolve()
  pruning[Symbol.dispose]()
  clock.advance(7_200_000)
  expect(asked.map((each) => each - (asked[0] ?? 0))).toEqual([0, 3_600_000])
  expect(errors).toHaveLength(1)
})
