import type {
  ChatCompletionRequestAssistantAudio,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestDeveloperMessage,
  ChatCompletionRequestFunctionMessage,
  ChatCompletionRequestMessage,
  ChatCompletionRequestSystemMessage,
  ChatCompletionRequestToolMessage,
  ChatCompletionRequestUserMessage,
} from '../../protocol/index.ts'
import {
  array,
  byField,
  byType,
  literal,
  maybe,
  nullable,
  object,
  openObject,
  string,
  type ObjectSchemaOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { annotation } from './annotation-schemas.ts'
import {
  assistantMessagePart,
  systemMessagePart,
  textPart,
  toolMessagePart,
  userMessagePart,
} from './content-part-schemas.ts'
import { functionCall, reasoningFields, toolCall } from './tool-call-schemas.ts'

/** A developer message. */
export const developerMessage: ObjectSchemaOf<ChatCompletionRequestDeveloperMessage> = object(
  'ChatCompletionRequestDeveloperMessage',
  {
    role: literal('developer'),
    content: byType({ string: string(), array: array(textPart, { minItems: 1 }) }),
    name: maybe(string()),
  },
)

/** A system message. */
export const systemMessage: ObjectSchemaOf<ChatCompletionRequestSystemMessage> = object(
  'ChatCompletionRequestSystemMessage',
  {
    role: literal('system'),
    content: byType({ string: string(), array: array(systemMessagePart, { minItems: 1 }) }),
    name: maybe(string()),
  },
)

/** A user message. */
export const userMessage: ObjectSchemaOf<ChatCompletionRequestUserMessage> = object(
  'ChatCompletionRequestUserMessage',
  {
    role: literal('user'),
    content: byType({ string: string(), array: array(userMessagePart, { minItems: 1 }) }),
    name: maybe(string()),
  },
)

// Open, as a reply comes with audio data and expiry and is sent back whole.
const assistantAudio: Schema<ChatCompletionRequestAssistantAudio> = openObject('ChatCompletionRequestAssistantAudio', {
  id: string(),
})

/** An assistant message. Open: vendors' fields of a reply come back with it. */
export const assistantMessage: ObjectSchemaOf<ChatCompletionRequestAssistantMessage> = openObject(
  'ChatCompletionRequestAssistantMessage',
  {
    role: literal('assistant'),
    content: maybe(byType({ string: string(), array: array(assistantMessagePart, { minItems: 1 }) })),
    refusal: maybe(string()),
    name: maybe(string()),
    audio: maybe(assistantAudio),
    tool_calls: maybe(array(toolCall, { name: 'ChatCompletionMessageToolCalls' })),
    function_call: maybe(functionCall, { deprecated: 'tool_calls' }),
    annotations: maybe(array(annotation)),
    ...reasoningFields,
  },
)

/** A tool message. */
export const toolMessage: ObjectSchemaOf<ChatCompletionRequestToolMessage> = object(
  'ChatCompletionRequestToolMessage',
  {
    role: literal('tool'),
    content: byType({ string: string(), array: array(toolMessagePart, { minItems: 1 }) }),
    tool_call_id: string(),
    name: maybe(string()),
  },
)

/** A function message. */
export const functionMessage: ObjectSchemaOf<ChatCompletionRequestFunctionMessage> = object(
  'ChatCompletionRequestFunctionMessage',
  { role: literal('function'), content: nullable(string()), name: string() },
)

/** A message of any role. */
export const requestMessage: Schema<ChatCompletionRequestMessage> = byField(
  'role',
  {
    developer: developerMessage,
    system: systemMessage,
    user: userMessage,
    assistant: assistantMessage,
    tool: toolMessage,
    function: functionMessage,
  },
  { name: 'ChatCompletionRequestMessage' },
)
