import { describe, expect, test } from 'vitest'

import { PromptBudget } from './prompt-budget.ts'

describe('PromptBudget', () => {
  test('uses the whole batch while no answer streams', () => {
    const budget = new PromptBudget(512)
    budget.record(100, 10_000)
    expect(budget.next(0)).toBe(512)
  })

  test('takes as many whole blocks beside streaming answers as pass in a quarter of a second, and the token beside theirs', () => {
    const budget = new PromptBudget(512)
    budget.record(512, 900)
    expect(budget.next(3)).toBe(2 * 64 + 1)
  })

  test('always leaves streaming answers their place in the batch and prompts some progress', () => {
    const fast = new PromptBudget(512)
    fast.record(512, 1)
    expect(fast.next(4)).toBe(508)
    const slow = new PromptBudget(512)
    slow.record(512, 1_000_000)
    expect(slow.next(4)).toBe(65)
    expect(new PromptBudget(4).next(4)).toBe(1)
  })

  test('learns nothing from a handful of tokens', () => {
    const budget = new PromptBudget(512)
    const before = budget.next(1)
    budget.record(3, 1000)
    expect(budget.next(1)).toBe(before)
  })
})
