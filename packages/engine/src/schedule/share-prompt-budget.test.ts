import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sharePromptBudget } from './share-prompt-budget.ts'

describe('sharePromptBudget', () => {
  test('lets one prompt have it all', () => {
    expect(sharePromptBudget([1000], 512)).toEqual([512])
  })

  test('begins as many answers as it can: the shortest prompts first, but a quarter for the longest', () => {
    expect(sharePromptBudget([1000, 10, 400, 30], 200)).toEqual([50, 10, 110, 30])
    expect(sharePromptBudget([39, 39, 39, 39], 120)).toEqual([39, 39, 12, 30])
  })

  test('serves the shortest when there is not a token for each', () => {
    expect(sharePromptBudget([5, 1, 9], 2)).toEqual([0, 1, 1])
  })

  test('never gives more than is needed or there is, and leaves nothing over that is needed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 8 }), fc.nat(200), (remaining, budget) => {
        const shares = sharePromptBudget(remaining, budget)
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(shares)).toBe(Math.min(budget, sum(remaining)))
        expect(shares.every((share, index) => share <= (remaining[index] ?? 0))).toBe(true)
      }),
    )
  })
})
