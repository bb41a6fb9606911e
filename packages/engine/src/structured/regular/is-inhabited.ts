import type { WorkBudget } from '../work-budget.ts'
import { derivative, derivativeClasses } from './derivative.ts'
import type { Expression, Expressions } from './expression.ts'

/**
 * Whether any text belongs to a language. Looks for one, deepest first, since most languages have a text at hand; only
 * one that has none is looked through as a whole.
 */
export function isInhabited(make: Expressions, language: Expression, budget: WorkBudget): boolean {
  const seen = new Set([language])
  const waiting = [language]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.nullable) return true
    for (const set of derivativeClasses(next)) {
      budget.spend(4, 'automaton states')
      const after = derivative(make, next, set[0] ?? 0)
      if (after === make.nothing || seen.has(after)) continue
      seen.add(after)
      waiting.push(after)
    }
  }
  return false
}
