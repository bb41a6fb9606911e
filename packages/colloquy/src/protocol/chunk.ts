import type { ChatCompletionFinishReason } from './completion.ts'
import type { ChatCompletionLogprobs } from './logprobs.ts'
import type { ChatCompletionModeration } from './moderation.ts'
import type { ReasoningFields } from './reasoning.ts'
import type { ServiceTier } from './service-tier.ts'
import type { ExtraContent } from './tool-call.ts'
import type { CompletionUsage } from './usage.ts'

/** A piece of a streamed answer (published schema `CreateChatCompletionStreamResponse`). */
export interface ChatCompletionChunk {
  /** Id of the completion, the same in each chunk. */
  id: string
  /** Always `chat.completion.chunk`. */
  object: 'chat.completion.chunk'
  /** When the completion began, in Unix seconds, the same in each chunk. */
  created: number
  /** The model that answers. */
  model: string
  /** Additions to the choices; empty in the chunk that carries `usage` or `moderation`. */
  choices: ChatCompletionChunkChoice[]
  /** With `stream_options.include_usage`: null until the last chunk, which carries the whole count. */
  usage?: CompletionUsage | null
  /** Random characters that even out the size of chunks, against eavesdropping on lengths. */
  obfuscation?: string
  /** The tier that serves the request; may differ from the one asked for. */
  service_tier?: ServiceTier | null
  /** @deprecated Identifies the server's configuration: with the same `seed`, answers repeat while it stays the same. */
  system_fingerprint?: string
  /** What moderation found, where the request asked for it. */
  moderation?: ChatCompletionModeration | null
}

/** The name the published schema gives to {@link ChatCompletionChunk}. */
export type CreateChatCompletionStreamResponse = ChatCompletionChunk

/** An addition to one choice. */
export interface ChatCompletionChunkChoice {
  /** The choice's place, counted from 0. */
  index: number
  /** What is new in its message. */
  delta: ChatCompletionStreamResponseDelta
  /** Why the choice ended; null while it goes on. */
  finish_reason: ChatCompletionFinishReason | null
  /** How likely each new token was. */
  logprobs?: ChatCompletionLogprobs | null
}

/** What is new in a message. Strings are appended, tool calls are joined by `index`. */
export interface ChatCompletionStreamResponseDelta extends ReasoningFields {
  /** Who speaks; in the first delta of a choice. */
  role?: 'developer' | 'system' | 'user' | 'assistant' | 'tool'
  /** New text. */
  content?: string | null
  /** New text of a refusal. */
  refusal?: string | null
  /** New pieces of tool calls. */
  tool_calls?: ChatCompletionMessageToolCallChunk[]
  /** New pieces of a spoken answer. */
  audio?: ChatCompletionDeltaAudio | null
  /** @deprecated Read `tool_calls`. New pieces of a function call. */
  function_call?: ChatCompletionFunctionCallDelta
}

/** A piece of a tool call. The first one brings `id`, `type` and the name; later ones add to the text. */
export interface ChatCompletionMessageToolCallChunk {
  /** The call's place among the message's calls, counted from 0. */
  index: number
  /** The call's id. */
  id?: string
  /** Kind of call. */
  type?: 'function' | 'custom'
  /** The function's name and a piece of its arguments. */
  function?: ChatCompletionFunctionCallDelta
  /** The custom tool's name and a piece of its input. */
  custom?: ChatCompletionCustomToolInputDelta
  /** Vendor field: what the vendor needs back with the call, such as a thought signature. */
  extra_content?: ExtraContent | null
}

/** A piece of a function call. */
export interface ChatCompletionFunctionCallDelta {
  /** The function's name. */
  name?: string
  /** A piece of the arguments' JSON text. */
  arguments?: string
}

/** A piece of a custom tool call. */
export interface ChatCompletionCustomToolInputDelta {
  /** The tool's name. */
  name?: string
  /** A piece of the input. */
  input?: string
}

/** A piece of a spoken answer. */
export interface ChatCompletionDeltaAudio {
  /** Id to send back in `messages[].audio.id`. */
  id?: string
  /** When the server forgets the audio, in Unix seconds. */
  expires_at?: number
  /** A piece of the sound in base64. */
  data?: string
  /** A piece of what is said. */
  transcript?: string
}
