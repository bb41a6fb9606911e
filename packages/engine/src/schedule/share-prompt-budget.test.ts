import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sharePromptBudget } from './share-prompt-budget.ts'

const firstTurn = 0

describe('sharePromptBudget', () => {
  test('lets one prompt have it all', () => {
    expect(sharePromptBudget([1000], { budget: 512, turn: firstTurn })).toEqual([512])
  })

  test('begins as many answers as it can: the shortest prompts first', () => {
    expect(sharePromptBudget([1000, 10, 400, 30], { budget: 200, turn: firstTurn })).toEqual([0, 10, 30 + 2 * 64, 30])
    expect(sharePromptBudget([39, 39, 39, 39], { budget: 120, turn: firstTurn })).toEqual([39, 39, 39, 0])
  })

  test('cuts a prompt so that what is evaluated by itself is whole blocks of 64 tokens', () => {
    expect(sharePromptBudget([1000], { budget: 200, turn: firstTurn })).toEqual([3 * 64])
    // What another prompt's end leaves is less than that end has: all of it is evaluated together.
    expect(sharePromptBudget([100, 1000], { budget: 180, turn: firstTurn })).toEqual([100, 64])
  })

  test('goes on by less than a block where there is no room for one', () => {
    expect(sharePromptBudget([1000, 1000], { budget: 20, turn: firstTurn })).toEqual([20, 0])
  })

  test('leaves to those who have a prompt what those without one cannot use', () => {
    expect(sharePromptBudget([0, 1000, 0], { budget: 64, turn: firstTurn })).toEqual([0, 64, 0])
  })

  test('serves the longest first in every fourth turn, so that it is never forgotten', () => {
    const longestFirst = [0, 1, 2, 3, 4, 5, 6, 7].filter(
      (turn) => sharePromptBudget([5, 1, 9], { budget: 9, turn })[2] === 9,
    )
    expect(longestFirst).toEqual([3, 7])
  })

  test('never gives more than is needed or there is, always gets on, and cuts no prompt but to whole blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { maxLength: 8 }), fc.nat(600), fc.nat(9), (remaining, budget, turn) => {
        const shares = sharePromptBudget(remaining, { budget, turn })
        const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
        expect(sum(shares)).toBeLessThanOrEqual(budget)
        expect(shares.every((share, index) => share <= (remaining[index] ?? 0))).toBe(true)
        expect(sum(shares) > 0).toBe(budget > 0 && sum(remaining) > 0)
        const cut = shares.filter((share, index) => share > 0 && share < (remaining[index] ?? 0))
        const along = new Set([0, ...shares])
        expect(
          cut.every((share) => share === budget || [...along].some((n) => n < share && (share - n) % 64 === 0)),
        ).toBe(true)
      }),
    )
  })
})
