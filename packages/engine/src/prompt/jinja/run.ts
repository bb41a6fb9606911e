import type { Budget } from './budget.ts'
import type { Keywords, Value } from './value.ts'

/** What one render shares among all parts of its template. */
export interface Run {
  readonly budget: Budget
  /** The moment `strftime_now` tells. */
  readonly now: Date
}

/** A filter: the value before the bar, then the arguments in parentheses. */
export type Filter = (input: Value, args: readonly Value[], keywords: Keywords, run: Run) => Value

/** A test, written after `is`. */
export type Test = (input: Value, args: readonly Value[]) => boolean
