import { expect, test } from 'vitest'

import { BudgetExceeded, WorkBudget } from './work-budget.ts'

test('a budget of work lasts for what it says, and then names what there is too much of', () => {
  const budget = new WorkBudget(10)
  budget.spend(4, 'states')
  budget.spend(6, 'rules')
  expect(() => budget.spend(1, 'rules')).toThrow(BudgetExceeded)
  expect(() => budget.spend(1, 'rules')).toThrow('it needs too many rules')
})
