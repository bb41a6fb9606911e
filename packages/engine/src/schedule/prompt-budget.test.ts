import { describe, expect, test } from 'vitest'

import { PromptBudget } from './prompt-budget.ts'

describe('PromptBudget', () => {
  test('uses the whole batch while no answer streams', () => {
    const budget = new PromptBudget(512)
    budget.record(100, 10_000)
    expect(budget.next(false)).toBe(512)
  })

  test('takes as many whole blocks beside streaming answers as pass in a quarter of a second', () => {
    const budget = new PromptBudget(512)
    budget.record(512, 900)
    expect(budget.next(true)).toBe(2 * 64)
  })

  test('takes at most the batch, and at least a block, so that prompts get on', () => {
    const fast = new PromptBudget(512)
    fast.record(512, 1)
    expect(fast.next(true)).toBe(512)
    const slow = new PromptBudget(512)
    slow.record(512, 1_000_000)
    expect(slow.next(true)).toBe(64)
    expect(new PromptBudget(4).next(true)).toBe(4)
  })

  test('learns nothing from a handful of tokens', () => {
    const budget = new PromptBudget(512)
    const before = budget.next(true)
    budget.record(3, 1000)
    expect(budget.next(true)).toBe(before)
  })
})
