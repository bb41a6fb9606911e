import type { ChatCompletionRequest } from '../protocol/index.ts'
import { assertFits } from './assert-fits.ts'
import { findClash } from './couplings.ts'
import { chatCompletionRequest } from './schemas/request-schemas.ts'
import { refuse } from './validation-issue.ts'

/** How strictly to check a request. */
export interface ValidateRequestOptions {
  /**
   * What to do with fields, enum values and kinds of tools or parts that the published API does not have: `refuse`
   * them (the default) with the nearest known name, or `keep` them for the server that answers.
   */
  unknown?: 'refuse' | 'keep' | undefined
  /**
   * Fields of the request that pass, whatever they hold, although the published API has none of the name: `top_k`.
   * Default none.
   */
  extraFields?: readonly string[] | undefined
}

/**
 * Checks that a value is a request one can answer, and returns that same value, typed: no copy, no defaults filled in.
 * Types, ranges and names come first, then what fields ask of each other. Time is linear in the request's size.
 *
 * @throws InvalidRequestError naming the first field at fault in `param`, with OpenAI's `code`.
 * @example
 * ```ts
 * const request = validateChatCompletionRequest(JSON.parse(body))
 * ```
 */
export function validateChatCompletionRequest(
  value: unknown,
  options: ValidateRequestOptions = {},
): ChatCompletionRequest {
  assertFits(chatCompletionRequest, value, options)
  const clash = findClash(value, options)
  if (clash !== undefined) throw refuse(clash)
  return value
}
