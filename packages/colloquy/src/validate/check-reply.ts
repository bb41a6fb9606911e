import { findIssues } from './find-issues.ts'
import { chatCompletion, chatCompletionChunk } from './schemas/response-schemas.ts'
import type { ValidationIssue } from './validation-issue.ts'

/** How much to tell about a reply. */
export interface CheckReplyOptions {
  /** Stop after this many issues. Default 20. */
  limit?: number | undefined
}

/**
 * What in a whole answer differs from the published shape; empty where nothing does. Fields and enum values that
 * servers add are no issue.
 */
export function checkChatCompletion(value: unknown, options: CheckReplyOptions = {}): readonly ValidationIssue[] {
  return findIssues(chatCompletion, value, { unknown: 'keep', limit: options.limit ?? 20, subject: 'The completion' })
}

/**
 * What in a streamed piece differs from the published shape; empty where nothing does. Fields and enum values that
 * servers add are no issue.
 */
export function checkChatCompletionChunk(value: unknown, options: CheckReplyOptions = {}): readonly ValidationIssue[] {
  return findIssues(chatCompletionChunk, value, { unknown: 'keep', limit: options.limit ?? 20, subject: 'The chunk' })
}
