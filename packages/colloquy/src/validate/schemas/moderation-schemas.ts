import type {
  ChatCompletionModeration,
  ChatCompletionModerationError,
  ChatCompletionModerationOutcome,
  ChatCompletionModerationResults,
  ModerationInputType,
  ModerationResultBody,
} from '../../protocol/index.ts'
import {
  boolean,
  byField,
  list,
  literal,
  record,
  number,
  openObject,
  openOneOf,
  string,
  type ObjectSchemaOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

/** A kind of input that moderation reads. */
export const moderationInputType: Schema<ModerationInputType> = openOneOf(['text', 'image'], {
  name: 'ModerationInputType',
})

/** How one item was judged. */
export const moderationResult: Schema<ModerationResultBody> = openObject('ModerationResultBody', {
  type: literal('moderation_result'),
  model: string(),
  flagged: boolean(),
  categories: record(boolean()),
  category_scores: record(number()),
  category_applied_input_types: record(list(moderationInputType)),
})

/** Moderation worked. */
export const moderationResults: ObjectSchemaOf<ChatCompletionModerationResults> = openObject(
  'ChatCompletionModerationResults',
  { type: literal('moderation_results'), model: string(), results: list(moderationResult) },
)

/** Moderation failed. */
export const moderationError: ObjectSchemaOf<ChatCompletionModerationError> = openObject(
  'ChatCompletionModerationError',
  { type: literal('error'), code: string(), message: string() },
)

const outcome: Schema<ChatCompletionModerationOutcome> = byField('type', {
  moderation_results: moderationResults,
  error: moderationError,
})

/** What moderation found. */
export const moderation: Schema<ChatCompletionModeration> = openObject('ChatCompletionModeration', {
  input: outcome,
  output: outcome,
})
