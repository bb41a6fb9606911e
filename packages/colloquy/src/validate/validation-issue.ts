import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ErrorCode } from '../errors/error-table.ts'

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** What was expected, what came and where, in a sentence. */
  readonly message: string
  /** The place, as a path such as `messages[2].content[0].type`; null where it is the value as a whole. */
  readonly param: string | null
  /** Stable reason. */
  readonly code: ErrorCode
}

/** The issue of a field that means nothing without another one. */
export function lacking(param: string, message: string): ValidationIssue {
  return { code: 'parameter_needs_another', param, message }
}

/** Turns an issue of a request into the error that refuses it. */
export function refuse(issue: ValidationIssue): InvalidRequestError {
  return new InvalidRequestError(issue.message, { code: issue.code, param: issue.param })
}
