import type {
  ChatCompletionRequestAssistantMessageContentPart,
  ChatCompletionRequestMessageContentPartText,
  ChatCompletionRequestSystemMessageContentPart,
  ChatCompletionRequestToolMessageContentPart,
  ChatCompletionRequestUserMessageContentPart,
} from './content-part.ts'
import type { ReasoningFields } from './reasoning.ts'
import type { ChatCompletionAnnotation } from './response-message.ts'
import type { ChatCompletionFunctionCall, ChatCompletionToolCall } from './tool-call.ts'

/** A message of the conversation so far; tell them apart by `role`. */
export type ChatCompletionRequestMessage =
  | ChatCompletionRequestDeveloperMessage
  | ChatCompletionRequestSystemMessage
  | ChatCompletionRequestAssistantMessage
  | ChatCompletionRequestToolMessage
  | ChatCompletionRequestFunctionMessage
  // The user message comes last, because the compiler reports a message that fits no member against the last one. For
  // `{ role: string }` it then says that `role` is not a string; with the function message last, it would say that
  // `name` is missing.
  | ChatCompletionRequestUserMessage

/** Who speaks in a request. */
export type ChatCompletionRequestRole = ChatCompletionRequestMessage['role']

/** Instructions of the application; newer models read them where older ones read a system message. */
export interface ChatCompletionRequestDeveloperMessage {
  /** Always `developer`. */
  role: 'developer'
  /** The instructions: a string, or one or more text parts. */
  content: string | readonly ChatCompletionRequestMessageContentPartText[]
  /** Tells participants of the same role apart. */
  name?: string | null
}

/** Instructions that stand above what users say. */
export interface ChatCompletionRequestSystemMessage {
  /** Always `system`. */
  role: 'system'
  /** The instructions: a string, or one or more text parts. */
  content: string | readonly ChatCompletionRequestSystemMessageContentPart[]
  /** Tells participants of the same role apart. */
  name?: string | null
}

/** What the end user says or shows. */
export interface ChatCompletionRequestUserMessage {
  /** Always `user`. */
  role: 'user'
  /** A string, or one or more parts of text, image, audio or file. */
  content: string | readonly ChatCompletionRequestUserMessageContentPart[]
  /** Tells participants of the same role apart. */
  name?: string | null
}

/** What the model said before. A message of a reply fits here unchanged. */
export interface ChatCompletionRequestAssistantMessage extends ReasoningFields {
  /** Always `assistant`. */
  role: 'assistant'
  /**
   * A string, or parts: one or more texts, or exactly one refusal. Required unless `tool_calls`, `function_call`,
   * `refusal` or `audio` says something.
   */
  content?: string | readonly ChatCompletionRequestAssistantMessageContentPart[] | null
  /** What the model said when it declined. */
  refusal?: string | null
  /** Tells participants of the same role apart. */
  name?: string | null
  /** An earlier audio answer, by its id. */
  audio?: ChatCompletionRequestAssistantAudio | null
  /** The calls the model made. Each needs a tool message before the next turn. */
  tool_calls?: readonly ChatCompletionToolCall[] | null
  /** @deprecated Use `tool_calls`. The function the model called. */
  function_call?: ChatCompletionFunctionCall | null
  /** Citations of an earlier reply; accepted so that the reply can be sent back as it came. */
  annotations?: readonly ChatCompletionAnnotation[] | null
}

/** An earlier audio answer of the model. */
export interface ChatCompletionRequestAssistantAudio {
  /** Id of the audio answer, from `message.audio.id` of the reply. */
  id: string
}

/** The outcome of a tool call. */
export interface ChatCompletionRequestToolMessage {
  /** Always `tool`. */
  role: 'tool'
  /** The outcome: a string, or one or more text parts. */
  content: string | readonly ChatCompletionRequestToolMessageContentPart[]
  /** The `id` of the call this answers. */
  tool_call_id: string
  /** The tool's name; some chat templates print it. */
  name?: string | null
}

/** @deprecated Use {@link ChatCompletionRequestToolMessage}. The outcome of a function call. */
export interface ChatCompletionRequestFunctionMessage {
  /** Always `function`. */
  role: 'function'
  /** The outcome. */
  content: string | null
  /** The name of the function that was called. */
  name: string
}
