import { InvalidRequestError } from 'colloquy'

import { LarkError } from './lark/lark-node.ts'
import { PatternError } from './regular/pattern-syntax.ts'
import { SchemaRefusal } from './schema-refusal.ts'
import { BudgetExceeded } from './work-budget.ts'

/**
 * Does a part of the compiler's work; what it refuses becomes an `InvalidRequestError` with code `unsupported_value`
 * that names the request field, the place in the schema and the reason.
 */
export function refusing<T>(param: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof SchemaRefusal) throw refusal(param, `at \`${error.pointer}\`: ${error.message}`, error)
    if (error instanceof BudgetExceeded || error instanceof PatternError || error instanceof LarkError) {
      throw refusal(param, error.message, error)
    }
    // The compiler recurses along references, and two thousand of them in a row are more than a stack holds.
    if (error instanceof RangeError) throw refusal(param, 'its references lead too deep', error)
    throw error
  }
}

/** What a form is refused with that cannot be enforced. */
export function refusal(param: string, reason: string, cause?: unknown): InvalidRequestError {
  return new InvalidRequestError(`\`${param}\` cannot be enforced: ${reason}.`, {
    code: 'unsupported_value',
    param,
    cause,
  })
}
