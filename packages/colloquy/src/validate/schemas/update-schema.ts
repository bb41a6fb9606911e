import type { UpdateChatCompletionRequest } from '../../protocol/index.ts'
import { nullable, object } from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { metadata } from './request-option-schemas.ts'

/** The body of updateChatCompletion. */
export const updateChatCompletionRequest: Schema<UpdateChatCompletionRequest> = object('UpdateChatCompletionRequest', {
  metadata: nullable(metadata),
})
