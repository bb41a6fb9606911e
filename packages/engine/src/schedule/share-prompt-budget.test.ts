import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sharePromptBudget } from './share-prompt-budget.ts'

describe('sharePromptBudget', () => {
  test('lets one prompt have it all', () => {
    expect(sharePromptBudget([1000], 512)).toEqual([512])
  })

  test('shares equally and passes on what a short prompt does not need', () => {
    expect(sharePromptBudget([1000, 10, 1000], 210)).toEqual([100, 10, 100])
  })

  test('serves the first prompts when there is not a token for each', () => {
    expect(sharePromptBudget([5, 5, 5], 2)).toEqual([1, 1, 0])
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
