import type {
  ChatCompletionDeleted,
  ChatCompletionList,
  ChatCompletionMessageList,
  ChatCompletionStoredContentPart,
  ChatCompletionStoredMessage,
} from '../../protocol/index.ts'
import { boolean, byField, list, literal, nullable, openObject, optional, string } from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { imagePart, textPart } from './content-part-schemas.ts'
import { chatCompletion, responseMessageFields } from './response-schemas.ts'

/** A page of stored completions. */
export const chatCompletionList: Schema<ChatCompletionList> = openObject('ChatCompletionList', {
  object: literal('list'),
  data: list(chatCompletion),
  first_id: nullable(string()),
  last_id: nullable(string()),
  has_more: boolean(),
})

const storedPart: Schema<ChatCompletionStoredContentPart> = byField(
  'type',
  { text: textPart, image_url: imagePart },
  { name: 'ChatCompletionStoredContentPart' },
)

const storedMessage: Schema<ChatCompletionStoredMessage> = openObject('ChatCompletionStoredMessage', {
  ...responseMessageFields,
  id: string(),
  content_parts: optional(nullable(list(storedPart))),
})

/** A page of the messages of a stored completion. */
export const chatCompletionMessageList: Schema<ChatCompletionMessageList> = openObject('ChatCompletionMessageList', {
  object: literal('list'),
  data: list(storedMessage),
  first_id: nullable(string()),
  last_id: nullable(string()),
  has_more: boolean(),
})

/** Confirms that a stored completion is gone. */
export const chatCompletionDeleted: Schema<ChatCompletionDeleted> = openObject('ChatCompletionDeleted', {
  object: literal('chat.completion.deleted'),
  id: string(),
  deleted: boolean(),
})
