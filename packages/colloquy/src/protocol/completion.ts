import type { ChatCompletionLogprobs } from './logprobs.ts'
import type { Metadata } from './metadata.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import type { ChatCompletionResponseMessage } from './response-message.ts'
import type { ServiceTier } from './service-tier.ts'
import type { CompletionUsage } from './usage.ts'

/** The whole answer to a request that did not stream (published schema `CreateChatCompletionResponse`). */
export interface ChatCompletion {
  /** Unique id of this completion. */
  id: string
  /** Always `chat.completion`. */
  object: 'chat.completion'
  /** When it was made, in Unix seconds. */
  created: number
  /** The model that answered. */
  model: string
  /** The answers: `n` of them. */
  choices: ChatCompletionChoice[]
  /** Tokens the request cost; some servers leave it out. */
  usage?: CompletionUsage
  /** The tier that served the request; may differ from the one asked for. */
  service_tier?: ServiceTier | null
  /** @deprecated Identifies the server's configuration: with the same `seed`, answers repeat while it stays the same. */
  system_fingerprint?: string
  /** The pairs stored with the completion. */
  metadata?: Metadata | null
  /** What moderation found, where the request asked for it. */
  moderation?: ChatCompletionModeration | null
}

/** The name the published schema gives to {@link ChatCompletion}. */
export type CreateChatCompletionResponse = ChatCompletion

/** One answer. */
export interface ChatCompletionChoice {
  /** Its place among the choices, counted from 0. */
  index: number
  /** What the model said. */
  message: ChatCompletionResponseMessage
  /** Why it stopped. */
  finish_reason: ChatCompletionFinishReason
  /** How likely each token was; null unless the request set `logprobs`. */
  logprobs: ChatCompletionLogprobs | null
}

/**
 * Why the model stopped: `stop` at a natural end or a stop sequence, `length` at a token limit, `tool_calls` to call
 * tools, `content_filter` where content was left out, `function_call` (deprecated) to call a function.
 */
export type ChatCompletionFinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'function_call'
