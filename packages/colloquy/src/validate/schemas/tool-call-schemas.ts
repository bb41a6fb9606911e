import type {
  ChatCompletionCustomToolInput,
  ChatCompletionFunctionCall,
  ChatCompletionMessageCustomToolCall,
  ChatCompletionMessageToolCall,
  ChatCompletionMessageToolCalls,
  ChatCompletionToolCall,
  ExtraContent,
  GoogleExtraContent,
  ReasoningDetail,
  ReasoningFields,
} from '../../protocol/index.ts'
import {
  array,
  byField,
  list,
  literal,
  maybe,
  number,
  openObject,
  string,
  type FieldsOf,
  type ObjectSchemaOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'

const googleExtraContent: Schema<GoogleExtraContent> = openObject('GoogleExtraContent', {
  thought_signature: maybe(string()),
})

/** Vendor data beside a message or call. */
export const extraContent: Schema<ExtraContent> = openObject('ExtraContent', { google: maybe(googleExtraContent) })

/** A function's name and arguments. */
export const functionCall: Schema<ChatCompletionFunctionCall> = openObject('ChatCompletionFunctionCall', {
  name: string(),
  arguments: string(),
})

const customToolInput: Schema<ChatCompletionCustomToolInput> = openObject('ChatCompletionCustomToolInput', {
  name: string(),
  input: string(),
})

/** A call of a function tool. */
export const messageToolCall: ObjectSchemaOf<ChatCompletionMessageToolCall> = openObject(
  'ChatCompletionMessageToolCall',
  { id: string(), type: literal('function'), function: functionCall, extra_content: maybe(extraContent) },
)

/** A call of a custom tool. */
export const messageCustomToolCall: ObjectSchemaOf<ChatCompletionMessageCustomToolCall> = openObject(
  'ChatCompletionMessageCustomToolCall',
  { id: string(), type: literal('custom'), custom: customToolInput, extra_content: maybe(extraContent) },
)

/** A call of either kind. */
export const toolCall: Schema<ChatCompletionToolCall> = byField(
  'type',
  { function: messageToolCall, custom: messageCustomToolCall },
  { name: 'ChatCompletionToolCall', open: true },
)

/** The calls of a message. */
export const messageToolCalls: Schema<ChatCompletionMessageToolCalls> = list(toolCall, {
  name: 'ChatCompletionMessageToolCalls',
})

const reasoningDetail: Schema<ReasoningDetail> = openObject('ReasoningDetail', {
  type: maybe(string()),
  id: maybe(string()),
  format: maybe(string()),
  index: maybe(number()),
  text: maybe(string()),
  summary: maybe(string()),
  data: maybe(string()),
  signature: maybe(string()),
})

/** Vendor fields that carry thinking, in messages and deltas. */
export const reasoningFields: FieldsOf<ReasoningFields> = {
  reasoning_content: maybe(string()),
  reasoning: maybe(string()),
  reasoning_details: maybe(array(reasoningDetail)),
  extra_content: maybe(extraContent),
}
