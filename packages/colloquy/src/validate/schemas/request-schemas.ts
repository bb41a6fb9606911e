import type {
  ChatCompletionRequest,
  CreateModelResponseProperties,
  ModelResponseProperties,
} from '../../protocol/index.ts'
import {
  array,
  boolean,
  byType,
  integer,
  maybe,
  number,
  object,
  oneOf,
  record,
  string,
  type FieldsOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { requestMessage } from './message-schemas.ts'
import * as option from './request-option-schemas.ts'
import { chatCompletionFunctions, functionCallOption, requestTool, toolChoiceOption } from './tool-schemas.ts'

const modelResponseFields: FieldsOf<ModelResponseProperties> = {
  metadata: maybe(option.metadata),
  top_logprobs: maybe(integer({ min: 0, max: 20 })),
  temperature: maybe(number({ min: 0, max: 2 }), { default: 1 }),
  top_p: maybe(number({ min: 0, max: 1 }), { default: 1 }),
  user: maybe(string(), { deprecated: 'safety_identifier and prompt_cache_key' }),
  safety_identifier: maybe(string({ maxLength: 64 })),
  prompt_cache_key: maybe(string()),
  prompt_cache_retention: maybe(option.promptCacheRetention, { deprecated: 'prompt_cache_options.ttl' }),
}

const createModelResponseFields: FieldsOf<CreateModelResponseProperties> = {
  ...modelResponseFields,
  prompt_cache_options: maybe(option.promptCacheOptions),
}

/** What every request for a model response shares. */
export const modelResponseProperties: Schema<ModelResponseProperties> = object(
  'ModelResponseProperties',
  modelResponseFields,
)

/** The same, as chat completions extend it. */
export const createModelResponseProperties: Schema<CreateModelResponseProperties> = object(
  'CreateModelResponseProperties',
  createModelResponseFields,
)

// The published schema says integer; its prose speaks of values between -1 and 1, so fractions pass.
const logitBias: Schema<Readonly<Record<string, number>>> = record(number({ min: -100, max: 100 }), {
  keyPattern: /^(?:0|[1-9]\d{0,9})$/,
  keyText: 'token ids, such as "50256"',
})

/** The body of createChatCompletion: all 37 fields, and the two with which servers of open models go on with a message. */
export const chatCompletionRequest: Schema<ChatCompletionRequest> = object('CreateChatCompletionRequest', {
  messages: array(requestMessage, { minItems: 1 }),
  model: option.modelIdsShared,
  stream: maybe(boolean(), { default: false }),
  stream_options: maybe(option.streamOptions),
  // The published schema sets no least value; a limit below 1 leaves no answer.
  max_completion_tokens: maybe(integer({ min: 1 })),
  max_tokens: maybe(integer({ min: 1 }), { deprecated: 'max_completion_tokens' }),
  n: maybe(integer({ min: 1, max: 128 }), { default: 1 }),
  stop: maybe(option.stopConfiguration),
  response_format: maybe(option.responseFormat),
  tools: maybe(array(requestTool, { minItems: 1 })),
  tool_choice: maybe(toolChoiceOption),
  parallel_tool_calls: maybe(option.parallelToolCalls, { default: true }),
  frequency_penalty: maybe(number({ min: -2, max: 2 }), { default: 0 }),
  presence_penalty: maybe(number({ min: -2, max: 2 }), { default: 0 }),
  logit_bias: maybe(logitBias),
  logprobs: maybe(boolean(), { default: false }),
  seed: maybe(integer(), { deprecated: true }),
  reasoning_effort: maybe(option.reasoningEffort, { default: 'medium' }),
  verbosity: maybe(option.verbosity, { default: 'medium' }),
  modalities: maybe(option.responseModalities, { default: ['text'] }),
  audio: maybe(option.audioParam),
  prediction: maybe(option.predictionContent),
  web_search_options: maybe(option.webSearchOptions),
  moderation: maybe(option.moderationParam),
  service_tier: maybe(option.serviceTier, { default: 'auto' }),
  store: maybe(boolean(), { default: false }),
  function_call: maybe(byType({ string: oneOf(['none', 'auto']), object: functionCallOption }), {
    deprecated: 'tool_choice',
  }),
  functions: maybe(array(chatCompletionFunctions, { minItems: 1, maxItems: 128 }), { deprecated: 'tools' }),
  continue_final_message: maybe(boolean(), { default: false }),
  add_generation_prompt: maybe(boolean(), { default: true }),
  ...createModelResponseFields,
})
