import type { UpdateChatCompletionRequest } from '../protocol/index.ts'
import { assertFits } from './assert-fits.ts'
import { updateChatCompletionRequest } from './schemas/update-schema.ts'

/**
 * Checks the body that changes a stored completion, and returns that same value, typed.
 *
 * @throws InvalidRequestError naming the first field at fault in `param`.
 */
export function validateMetadataUpdate(value: unknown): UpdateChatCompletionRequest {
  assertFits(updateChatCompletionRequest, value)
  return value
}
