import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sharePromptBudget } from './share-prompt-budget.ts'

describe('sharePromptBudget', () => {
  test('lets one prompt have it all', () => {
    expect(sharePromptBudget([1000], 512, 0)).toEqual([512])
  })

  test('begins as many answers as it can: the shortest prompts first', () => {
    expect(sharePromptBudget([1000, 10, 400, 30], 200, 0)).toEqual([0, 10, 160, 30])
    expect(sharePromptBudget([39, 39, 39, 39], 120, 0)).toEqual([39, 39, 39, 3])
  })

  test('serves the longest first in every fourth turn, so that it is never forgotten', () => {
    const longestFirst = [0, 1, 2, 3, 4, 5, 6, 7].filter((turn) => sharePromptBudget([5, 1, 9], 9, turn)[2] === 9)
    expect(longestFirst).toEqual([3, 7])
  })

  test('never gives more than is needed or there is, and leaves nothing over that is needed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 8 }), fc.nat(200), fc.nat(9), (remaining, budget, turn) => {
        const shares = sharePromptBudget(remaining, budget, turn)
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(shares)).toBe(Math.min(budget, sum(remaining)))
        expect(shares.every((share, index) => share <= (remaining[index] ?? 0))).toBe(true)
      }),
    )
  })
})
