import { findIssues, type FindIssuesOptions } from './find-issues.ts'
import type { Schema } from './schema.ts'
import { refuse } from './validation-issue.ts'

/**
 * Lets a value pass that fits the schema; TypeScript then knows its type.
 *
 * @throws InvalidRequestError naming the first place at fault in `param`.
 */
export function assertFits<T>(
  schema: Schema<T>,
  value: unknown,
  options: Omit<FindIssuesOptions, 'limit'> = {},
): asserts value is T {
  const issue = findIssues(schema, value, options)[0]
  if (issue !== undefined) throw refuse(issue)
}
