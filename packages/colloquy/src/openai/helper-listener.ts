import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionFunctionCall,
  ChatCompletionRequestMessage,
  ChatCompletionResponseMessage,
  ChatCompletionTokenLogprob,
  CompletionUsage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { FailureListener } from './listeners.ts'

/** New text of the answer, and what its JSON amounts to so far. */
export interface ContentDeltaEvent {
  /** What is new. */
  delta: string
  /** All so far. */
  snapshot: string
  /** The JSON as far as it has come, not validated yet; undefined unless `response_format` is a Standard Schema. */
  parsed?: unknown
}

/** The whole text of the answer. */
export interface ContentDoneEvent {
  /** The whole text. */
  content: string
  /** The value that `response_format`, a Standard Schema, makes of it; null without one, and where it does not fit. */
  parsed: unknown
}

/** New text of a call's arguments, and what they amount to so far. */
export interface FunctionToolCallArgumentsDeltaEvent {
  /** The function's name. */
  name: string
  /** The call's place among the calls. */
  index: number
  /** The text of the arguments so far. */
  arguments: string
  /** What is new of it. */
  arguments_delta: string
  /** The arguments as far as they have come; undefined unless the tool is strict or has a Standard Schema. */
  parsed_arguments?: unknown
}

/** The whole arguments of a call. */
export interface FunctionToolCallArgumentsDoneEvent {
  /** The function's name. */
  name: string
  /** The call's place among the calls. */
  index: number
  /** The text of the arguments so far. */
  arguments: string
  /** What the tool's schema makes of them; null unless the tool is strict or has a Standard Schema. */
  parsed_arguments: unknown
}

/** How likely each token of the text was: those that are new, and all so far. */
export interface LogProbsContentDeltaEvent {
  /** The tokens that are new. */
  content: ChatCompletionTokenLogprob[]
  /** All tokens so far. */
  snapshot: ChatCompletionTokenLogprob[]
}

/** How likely each token of the whole text was. */
export interface LogProbsContentDoneEvent {
  /** All tokens. */
  content: ChatCompletionTokenLogprob[]
}

/** How likely each token of the refusal was: those that are new, and all so far. */
export interface LogProbsRefusalDeltaEvent {
  /** The tokens that are new. */
  refusal: ChatCompletionTokenLogprob[]
  /** All tokens so far. */
  snapshot: ChatCompletionTokenLogprob[]
}

/** How likely each token of the whole refusal was. */
export interface LogProbsRefusalDoneEvent {
  /** All tokens. */
  refusal: ChatCompletionTokenLogprob[]
}

/** What chunks tell, in the names and shapes of openai's helpers. */
export interface ChunkListener {
  /** New text, and all so far. */
  content: (delta: string, snapshot: string) => void
  /** The same, with what its JSON amounts to. */
  'content.delta': (event: ContentDeltaEvent) => void
  /** The text is whole: the model goes on to a call, or has come to its end. */
  'content.done': (event: ContentDoneEvent) => void
  /** New text of a refusal, and all so far. */
  'refusal.delta': (event: { delta: string; snapshot: string }) => void
  /** The refusal is whole. */
  'refusal.done': (event: { refusal: string }) => void
  /** New text of a call's arguments. */
  'tool_calls.function.arguments.delta': (event: FunctionToolCallArgumentsDeltaEvent) => void
  /** A call is whole: the model goes on to the next, or has come to its end. */
  'tool_calls.function.arguments.done': (event: FunctionToolCallArgumentsDoneEvent) => void
  /** How likely new tokens of the text were. */
  'logprobs.content.delta': (event: LogProbsContentDeltaEvent) => void
  /** How likely all tokens of the text were. */
  'logprobs.content.done': (event: LogProbsContentDoneEvent) => void
  /** How likely new tokens of a refusal were. */
  'logprobs.refusal.delta': (event: LogProbsRefusalDeltaEvent) => void
  /** How likely all tokens of a refusal were. */
  'logprobs.refusal.done': (event: LogProbsRefusalDoneEvent) => void
}

/** All that openai's helpers tell. */
export interface HelperListener extends ChunkListener, FailureListener {
  /** An answer begins. */
  connect: () => void
  /** A piece of an answer came, with `stream: true`; the snapshot is the answer so far, live. */
  chunk: (chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot) => void
  /** A message joined the conversation: an answer, or the result of a call. */
  message: (message: ChatCompletionRequestMessage) => void
  /** The model answered. */
  chatCompletion: (completion: ChatCompletion) => void
  /** The model calls a function. */
  functionToolCall: (call: ChatCompletionFunctionCall) => void
  /** What the model is told of a call. */
  functionToolCallResult: (content: string) => void
  /** The text of the last answer; not told where it has none. */
  finalContent: (content: string) => void
  /** The last answer. */
  finalMessage: (message: ChatCompletionResponseMessage) => void
  /** The last answer, with all that came beside it. */
  finalChatCompletion: (completion: ChatCompletion) => void
  /** What all answers together cost; not told where no server told. */
  totalUsage: (usage: CompletionUsage) => void
  /** The call that was made last; not told where none was. */
  finalFunctionToolCall: (call: ChatCompletionFunctionCall) => void
  /** What the model was told of the last call; not told where none was run. */
  finalFunctionToolCallResult: (content: string) => void
}
