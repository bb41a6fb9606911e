import type {
  ChatCompletionAudioParam,
  ChatCompletionResponseFormat,
  ChatCompletionStreamOptions,
  CustomVoice,
  Metadata,
  ModelIdsShared,
  ModerationConfigParam,
  ModerationMode,
  ModerationParam,
  ModerationPolicyParam,
  ParallelToolCalls,
  PredictionContent,
  PromptCacheModeEnum,
  PromptCacheOptionsParam,
  PromptCacheRetention,
  PromptCacheTTLEnum,
  ReasoningEffort,
  ResponseFormatJsonObject,
  ResponseFormatJsonSchema,
  ResponseFormatJsonSchemaConfig,
  ResponseFormatJsonSchemaSchema,
  ResponseFormatText,
  ResponseModalities,
  ServiceTier,
  StopConfiguration,
  Verbosity,
  VoiceIdsOrCustomVoice,
  VoiceIdsShared,
  WebSearchContextSize,
  WebSearchLocation,
  WebSearchOptions,
  WebSearchUserLocation,
} from '../../protocol/index.ts'
import {
  array,
  boolean,
  byField,
  byType,
  jsonObject,
  literal,
  maybe,
  object,
  openOneOf,
  record,
  string,
  suggestedString,
  type ObjectSchemaOf,
} from '../schema-builders.ts'
import type { Schema } from '../schema.ts'
import { textPart } from './content-part-schemas.ts'
import { definedName } from './tool-schemas.ts'

/** `model`. The names of the published list are for the editor only: any name is as good. */
export const modelIdsShared: Schema<ModelIdsShared> = suggestedString({ name: 'ModelIdsShared', minLength: 1 })

/** `metadata`. The limits stand in the published prose, not in its schema. */
export const metadata: Schema<Metadata> = record(string({ maxLength: 512 }), {
  name: 'Metadata',
  maxProperties: 16,
  maxKeyLength: 64,
})

/** `service_tier`. */
export const serviceTier: Schema<ServiceTier> = openOneOf(['auto', 'default', 'flex', 'scale', 'priority', 'fast'], {
  name: 'ServiceTier',
})

/** `reasoning_effort`. */
export const reasoningEffort: Schema<ReasoningEffort> = openOneOf(
  ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
  { name: 'ReasoningEffort' },
)

/** `verbosity`. */
export const verbosity: Schema<Verbosity> = openOneOf(['low', 'medium', 'high'], { name: 'Verbosity' })

/** `modalities`. */
export const responseModalities: Schema<ResponseModalities> = array(openOneOf(['text', 'audio']), {
  name: 'ResponseModalities',
})

const stopText: Schema<string> = string({ minLength: 1 })

/** `stop`. An empty stop text would end every answer before it began. */
export const stopConfiguration: Schema<StopConfiguration> = byType(
  { string: stopText, array: array(stopText, { minItems: 1, maxItems: 4 }) },
  { name: 'StopConfiguration' },
)

/** `parallel_tool_calls`. */
export const parallelToolCalls: Schema<ParallelToolCalls> = boolean({ name: 'ParallelToolCalls' })

/** `stream_options`. */
export const streamOptions: Schema<ChatCompletionStreamOptions> = object('ChatCompletionStreamOptions', {
  include_usage: maybe(boolean(), { default: false }),
  include_obfuscation: maybe(boolean()),
})

/** `prediction`. */
export const predictionContent: Schema<PredictionContent> = object('PredictionContent', {
  type: literal('content'),
  content: byType({ string: string(), array: array(textPart, { minItems: 1 }) }),
})

/** A name of a voice. */
export const voiceIdsShared: Schema<VoiceIdsShared> = openOneOf(
  ['alloy', 'ash', 'ballad', 'coral', 'echo', 'fable', 'nova', 'onyx', 'sage', 'shimmer', 'verse', 'marin', 'cedar'],
  { name: 'VoiceIdsShared' },
)

const customVoice: Schema<CustomVoice> = object('CustomVoice', { id: string() })

/** `audio.voice`. */
export const voiceIdsOrCustomVoice: Schema<VoiceIdsOrCustomVoice> = byType(
  { string: voiceIdsShared, object: customVoice },
  { name: 'VoiceIdsOrCustomVoice' },
)

/** `audio`. */
export const audioParam: Schema<ChatCompletionAudioParam> = object('ChatCompletionAudioParam', {
  voice: voiceIdsOrCustomVoice,
  format: openOneOf(['wav', 'aac', 'mp3', 'flac', 'opus', 'pcm16']),
})

/** `prompt_cache_options.mode`. */
export const promptCacheMode: Schema<PromptCacheModeEnum> = openOneOf(['implicit', 'explicit'], {
  name: 'PromptCacheModeEnum',
})

/** `prompt_cache_options.ttl`. */
export const promptCacheTTL: Schema<PromptCacheTTLEnum> = openOneOf(['30m'], { name: 'PromptCacheTTLEnum' })

/** `prompt_cache_options`. */
export const promptCacheOptions: Schema<PromptCacheOptionsParam> = object('PromptCacheOptionsParam', {
  mode: maybe(promptCacheMode, { default: 'implicit' }),
  ttl: maybe(promptCacheTTL, { default: '30m' }),
})

/** `prompt_cache_retention`. */
export const promptCacheRetention: Schema<PromptCacheRetention> = openOneOf(['in_memory', '24h'], {
  name: 'PromptCacheRetention',
})

/** `web_search_options.search_context_size`. */
export const webSearchContextSize: Schema<WebSearchContextSize> = openOneOf(['low', 'medium', 'high'], {
  name: 'WebSearchContextSize',
})

/** `web_search_options.user_location.approximate`. */
export const webSearchLocation: Schema<WebSearchLocation> = object('WebSearchLocation', {
  country: maybe(string()),
  region: maybe(string()),
  city: maybe(string()),
  timezone: maybe(string()),
})

const webSearchUserLocation: Schema<WebSearchUserLocation> = object('WebSearchUserLocation', {
  type: literal('approximate'),
  approximate: webSearchLocation,
})

/** `web_search_options`. */
export const webSearchOptions: Schema<WebSearchOptions> = object('WebSearchOptions', {
  user_location: maybe(webSearchUserLocation),
  search_context_size: maybe(webSearchContextSize, { default: 'medium' }),
})

/** `moderation.policy.input.mode`. */
export const moderationMode: Schema<ModerationMode> = openOneOf(['score', 'block'], { name: 'ModerationMode' })

/** `moderation.policy.input` and `output`. */
export const moderationConfig: Schema<ModerationConfigParam> = object('ModerationConfigParam', { mode: moderationMode })

/** `moderation.policy`. */
export const moderationPolicy: Schema<ModerationPolicyParam> = object('ModerationPolicyParam', {
  input: maybe(moderationConfig),
  output: maybe(moderationConfig),
})

/** `moderation`. */
export const moderationParam: Schema<ModerationParam> = object('ModerationParam', {
  model: string(),
  policy: maybe(moderationPolicy),
})

/** `response_format` for text. */
export const responseFormatText: ObjectSchemaOf<ResponseFormatText> = object('ResponseFormatText', {
  type: literal('text'),
})

/** `response_format` for any JSON object. */
export const responseFormatJsonObject: ObjectSchemaOf<ResponseFormatJsonObject> = object('ResponseFormatJsonObject', {
  type: literal('json_object'),
})

/** The JSON Schema of an answer. */
export const responseFormatSchema: Schema<ResponseFormatJsonSchemaSchema> = jsonObject({
  name: 'ResponseFormatJsonSchemaSchema',
})

const responseFormatConfig: Schema<ResponseFormatJsonSchemaConfig> = object('ResponseFormatJsonSchemaConfig', {
  name: definedName,
  description: maybe(string()),
  schema: maybe(responseFormatSchema),
  strict: maybe(boolean(), { default: false }),
})

/** `response_format` for JSON that matches a schema. */
export const responseFormatJsonSchema: ObjectSchemaOf<ResponseFormatJsonSchema> = object('ResponseFormatJsonSchema', {
  type: literal('json_schema'),
  json_schema: responseFormatConfig,
})

/** `response_format`. */
export const responseFormat: Schema<ChatCompletionResponseFormat> = byField(
  'type',
  { text: responseFormatText, json_object: responseFormatJsonObject, json_schema: responseFormatJsonSchema },
  { name: 'ChatCompletionResponseFormat', open: true },
)
