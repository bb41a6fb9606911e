import type {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionChunk,
  ChatCompletionChunkChoice,
  ChatCompletionCustomToolInputDelta,
  ChatCompletionDeltaAudio,
  ChatCompletionFinishReason,
  ChatCompletionFunctionCallDelta,
  ChatCompletionLogprobs,
  ChatCompletionMessageToolCallChunk,
  ChatCompletionResponseAudio,
  ChatCompletionResponseMessage,
  ChatCompletionStreamResponseDelta,
  ChatCompletionTokenLogprob,
  ChatCompletionTopLogprob,
  CompletionTokensDetails,
  CompletionUsage,
  PromptTokensDetails,
} from '../../protocol/index.ts'
import {
  integer,
  list,
  literal,
  nullable,
  number,
  oneOf,
  openObject,
  optional,
  string,
  type FieldsOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { annotation } from './annotation-schemas.ts'
import { moderation } from './moderation-schemas.ts'
import { metadata, serviceTier } from './request-option-schemas.ts'
import { extraContent, functionCall, messageToolCalls, reasoningFields } from './tool-call-schemas.ts'

const finishReason: Schema<ChatCompletionFinishReason> = oneOf([
  'stop',
  'length',
  'tool_calls',
  'content_filter',
  'function_call',
])

const topLogprobFields: FieldsOf<ChatCompletionTopLogprob> = {
  token: string(),
  logprob: number(),
  bytes: nullable(list(integer())),
}

const topLogprob: Schema<ChatCompletionTopLogprob> = openObject('ChatCompletionTopLogprob', topLogprobFields)

/** A token and how likely it was. */
export const tokenLogprob: Schema<ChatCompletionTokenLogprob> = openObject('ChatCompletionTokenLogprob', {
  ...topLogprobFields,
  top_logprobs: list(topLogprob),
})

const logprobs: Schema<ChatCompletionLogprobs> = openObject('ChatCompletionLogprobs', {
  content: nullable(list(tokenLogprob)),
  refusal: nullable(list(tokenLogprob)),
})

const promptTokensDetails: Schema<PromptTokensDetails> = openObject('PromptTokensDetails', {
  audio_tokens: optional(integer(), { default: 0 }),
  cached_tokens: optional(integer(), { default: 0 }),
  text_tokens: optional(integer()),
  image_tokens: optional(integer()),
  cache_write_tokens: optional(integer(), { default: 0 }),
})

const completionTokensDetails: Schema<CompletionTokensDetails> = openObject('CompletionTokensDetails', {
  accepted_prediction_tokens: optional(integer(), { default: 0 }),
  audio_tokens: optional(integer(), { default: 0 }),
  reasoning_tokens: optional(integer(), { default: 0 }),
  text_tokens: optional(integer()),
  rejected_prediction_tokens: optional(integer(), { default: 0 }),
})

/** Tokens a request cost. */
export const completionUsage: Schema<CompletionUsage> = openObject('CompletionUsage', {
  prompt_tokens: integer(),
  completion_tokens: integer(),
  total_tokens: integer(),
  prompt_tokens_details: optional(promptTokensDetails),
  completion_tokens_details: optional(completionTokensDetails),
})

const responseAudio: Schema<ChatCompletionResponseAudio> = openObject('ChatCompletionResponseAudio', {
  id: string(),
  expires_at: integer(),
  data: string(),
  transcript: string(),
})

/** The fields of a message of a reply. */
export const responseMessageFields: FieldsOf<ChatCompletionResponseMessage> = {
  role: literal('assistant'),
  content: nullable(string()),
  refusal: nullable(string()),
  tool_calls: optional(messageToolCalls),
  annotations: optional(list(annotation)),
  audio: optional(nullable(responseAudio)),
  function_call: optional(functionCall, { deprecated: 'tool_calls' }),
  ...reasoningFields,
}

/** A message of a reply. */
export const responseMessage: Schema<ChatCompletionResponseMessage> = openObject(
  'ChatCompletionResponseMessage',
  responseMessageFields,
)

const choice: Schema<ChatCompletionChoice> = openObject('ChatCompletionChoice', {
  index: integer(),
  message: responseMessage,
  finish_reason: finishReason,
  logprobs: nullable(logprobs),
})

/** The answer of createChatCompletion. */
export const chatCompletion: Schema<ChatCompletion> = openObject('CreateChatCompletionResponse', {
  id: string(),
  object: literal('chat.completion'),
  created: integer(),
  model: string(),
  choices: list(choice),
  usage: optional(completionUsage),
  service_tier: optional(nullable(serviceTier)),
  system_fingerprint: optional(string(), { deprecated: true }),
  metadata: optional(nullable(metadata)),
  moderation: optional(nullable(moderation)),
})

const functionCallDelta: Schema<ChatCompletionFunctionCallDelta> = openObject('ChatCompletionFunctionCallDelta', {
  name: optional(string()),
  arguments: optional(string()),
})

const customInputDelta: Schema<ChatCompletionCustomToolInputDelta> = openObject('ChatCompletionCustomToolInputDelta', {
  name: optional(string()),
  input: optional(string()),
})

/** A piece of a tool call. */
export const toolCallChunk: Schema<ChatCompletionMessageToolCallChunk> = openObject(
  'ChatCompletionMessageToolCallChunk',
  {
    index: integer(),
    id: optional(string()),
    type: optional(oneOf(['function', 'custom'])),
    function: optional(functionCallDelta),
    custom: optional(customInputDelta),
    extra_content: optional(nullable(extraContent)),
  },
)

const deltaAudio: Schema<ChatCompletionDeltaAudio> = openObject('ChatCompletionDeltaAudio', {
  id: optional(string()),
  expires_at: optional(integer()),
  data: optional(string()),
  transcript: optional(string()),
})

/** What is new in a message. */
export const delta: Schema<ChatCompletionStreamResponseDelta> = openObject('ChatCompletionStreamResponseDelta', {
  role: optional(oneOf(['developer', 'system', 'user', 'assistant', 'tool'])),
  content: optional(nullable(string())),
  refusal: optional(nullable(string())),
  tool_calls: optional(list(toolCallChunk)),
  audio: optional(nullable(deltaAudio)),
  function_call: optional(functionCallDelta, { deprecated: 'tool_calls' }),
  ...reasoningFields,
})

const chunkChoice: Schema<ChatCompletionChunkChoice> = openObject('ChatCompletionChunkChoice', {
  index: integer(),
  delta,
  finish_reason: nullable(finishReason),
  logprobs: optional(nullable(logprobs)),
})

/** A piece of a streamed answer. */
export const chatCompletionChunk: Schema<ChatCompletionChunk> = openObject('CreateChatCompletionStreamResponse', {
  id: string(),
  object: literal('chat.completion.chunk'),
  created: integer(),
  model: string(),
  choices: list(chunkChoice),
  usage: optional(nullable(completionUsage)),
  obfuscation: optional(string()),
  service_tier: optional(nullable(serviceTier)),
  system_fingerprint: optional(string(), { deprecated: true }),
  moderation: optional(nullable(moderation)),
})
