import type { ChatCompletionAudioParam } from './audio.ts'
import type { ChatCompletionRequestMessage } from './message.ts'
import type { Metadata } from './metadata.ts'
import type { ModelIdsShared } from './model-ids.ts'
import type { ModerationParam } from './moderation.ts'
import type { PredictionContent } from './prediction.ts'
import type { PromptCacheOptionsParam, PromptCacheRetention } from './prompt-cache.ts'
import type { ChatCompletionResponseFormat } from './response-format.ts'
import type { ServiceTier } from './service-tier.ts'
import type { ChatCompletionFunctionCallOption, ChatCompletionToolChoiceOption } from './tool-choice.ts'
import type { ChatCompletionFunctions, ChatCompletionRequestTool } from './tool.ts'
import type { WebSearchOptions } from './web-search.ts'

/**
 * A conversation and how the model should answer it (published schema `CreateChatCompletionRequest`).
 *
 * Names are those on the wire. Every optional field may be null, which means its default. Add a vendor's own fields by
 * declaration merging: `declare module 'colloquy/protocol' { interface ChatCompletionRequest { top_k?: number } }`.
 */
export interface ChatCompletionRequest extends CreateModelResponseProperties {
  /** The conversation so far, oldest first; at least one message. */
  messages: readonly ChatCompletionRequestMessage[]
  /** The model to use: one of those in the server's model list. */
  model: ModelIdsShared
  /** Stream the answer in chunks. Default false. */
  stream?: boolean | null
  /** What the stream contains besides the answer; only with `stream: true`. */
  stream_options?: ChatCompletionStreamOptions | null
  /** Maximum tokens to generate, reasoning included; at least 1. Default: what the context has left. */
  max_completion_tokens?: number | null
  /** @deprecated Use `max_completion_tokens`. Maximum tokens to generate; at least 1. */
  max_tokens?: number | null
  /** How many answers to generate, 1 to 128. Default 1. */
  n?: number | null
  /** Texts that end the answer where they would appear; they are not part of it. Default none. */
  stop?: StopConfiguration | null
  /** The format the answer must have. Default `{ type: 'text' }`. */
  response_format?: ChatCompletionResponseFormat | null
  /** The tools the model may call. */
  tools?: readonly ChatCompletionRequestTool[] | null
  /** Whether the model may, must or must not call tools. Default `auto` with tools, otherwise `none`. */
  tool_choice?: ChatCompletionToolChoiceOption | null
  /** Whether the model may call several tools in one turn. Default true. */
  parallel_tool_calls?: ParallelToolCalls | null
  /** Makes tokens less likely the more often they have appeared: -2 to 2. Default 0. */
  frequency_penalty?: number | null
  /** Makes tokens less likely once they have appeared: -2 to 2. Default 0. */
  presence_penalty?: number | null
  /** Added to the logits of tokens: token id → -100 (never) to 100 (always). Default none. */
  logit_bias?: Readonly<Record<string, number>> | null
  /** Report how likely each token was. Default false. */
  logprobs?: boolean | null
  /** @deprecated Still in beta at OpenAI. With the same seed and parameters, answers repeat as far as the server can make them. */
  seed?: number | null
  /** How much the model reasons before it answers. Default `medium`. */
  reasoning_effort?: ReasoningEffort | null
  /** How long the answer should be. Default `medium`. */
  verbosity?: Verbosity | null
  /** Kinds of output. Default `['text']`; `audio` needs the field of that name. */
  modalities?: ResponseModalities | null
  /** How a spoken answer should sound; required when `modalities` has `audio`. */
  audio?: ChatCompletionAudioParam | null
  /** Text that the answer will mostly repeat, so that it can be written faster. */
  prediction?: PredictionContent | null
  /** Lets the model search the web. */
  web_search_options?: WebSearchOptions | null
  /** Asks for moderation of the conversation and the answer. */
  moderation?: ModerationParam | null
  /** How the request is served. Default `auto`. */
  service_tier?: ServiceTier | null
  /** Keep the completion on the server, so that it can be listed and read again. Default false. */
  store?: boolean | null
  /** @deprecated Use `tool_choice`. Whether the model may call functions, or which one it must. */
  function_call?: 'none' | 'auto' | ChatCompletionFunctionCallOption | null
  /** @deprecated Use `tools`. The functions the model may call, 1 to 128. */
  functions?: readonly ChatCompletionFunctions[] | null
  /**
   * Continue the last message, which must be the assistant's; the answer is what follows it. Default false. Not part of
   * OpenAI's API, but known to vLLM, SGLang and llama.cpp; vLLM also needs `add_generation_prompt: false`.
   */
  continue_final_message?: boolean | null
  /** Start a new assistant message. Default true; false only with `continue_final_message`. Part of vLLM's API, not OpenAI's. */
  add_generation_prompt?: boolean | null
}

/** The name the published schema gives to {@link ChatCompletionRequest}. */
export type CreateChatCompletionRequest = ChatCompletionRequest

/** Fields that every request for a model response has, as chat completions extend them. */
export interface CreateModelResponseProperties extends ModelResponseProperties {
  /** How to use the prompt cache. */
  prompt_cache_options?: PromptCacheOptionsParam | null
}

/** Fields that every request for a model response has. */
export interface ModelResponseProperties {
  /** Pairs to keep with the completion; needs `store: true`. */
  metadata?: Metadata | null
  /** How many of the likeliest tokens to report at each position, 0 to 20; needs `logprobs: true`. */
  top_logprobs?: number | null
  /** Randomness of the answer: 0 picks the likeliest token, 2 is wild. Default 1. Change this or `top_p`, not both. */
  temperature?: number | null
  /** Choose only among the likeliest tokens that together have this probability: 0 to 1. Default 1. */
  top_p?: number | null
  /** @deprecated Use `safety_identifier` and `prompt_cache_key`. A stable id of the end user. */
  user?: string | null
  /** A stable id of the end user, to detect abuse; at most 64 characters. Hash names and addresses first. */
  safety_identifier?: string | null
  /** Requests with the same key are routed to the same prompt cache. */
  prompt_cache_key?: string | null
  /** @deprecated Use `prompt_cache_options.ttl`. How long prompt prefixes stay cached. */
  prompt_cache_retention?: PromptCacheRetention | null
}

/** What a stream contains besides the answer. */
export interface ChatCompletionStreamOptions {
  /** Send a last chunk with `usage` and no choices. Default false. */
  include_usage?: boolean | null
  /** Add random characters, so that the sizes of chunks reveal nothing about the text. Default: the server's choice. */
  include_obfuscation?: boolean | null
}

/** Texts that end the answer: one, or up to 4. */
export type StopConfiguration = string | readonly string[]

/** Whether the model may call several tools in one turn. */
export type ParallelToolCalls = boolean

/** How much the model reasons before it answers. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' | (string & {})

/** How long the answer should be. */
export type Verbosity = 'low' | 'medium' | 'high' | (string & {})

/** Kinds of output to generate. */
export type ResponseModalities = readonly ('text' | 'audio' | (string & {}))[]
