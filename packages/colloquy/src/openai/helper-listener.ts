import type { ChatCompletionFunctionCall, ChatCompletionTokenLogprob } from '../protocol/index.ts'
import type { ToolRunnerListener } from '../tools/tool-runner.ts'

/** New text of the answer, and what its JSON amounts to so far. */
export interface ContentDeltaEvent {
  delta: string
  snapshot: string
  /** The JSON as far as it has come, not validated yet; undefined unless `response_format` is a Standard Schema. */
  parsed?: unknown
}

/** The whole text of the answer. */
export interface ContentDoneEvent {
  content: string
  /** The value that `response_format`, a Standard Schema, makes of it; null without one, and where it does not fit. */
  parsed: unknown
}

/** New text of a call's arguments, and what they amount to so far. */
export interface FunctionToolCallArgumentsDeltaEvent {
  name: string
  index: number
  arguments: string
  arguments_delta: string
  /** The arguments as far as they have come; undefined unless the tool is strict or has a Standard Schema. */
  parsed_arguments?: unknown
}

/** The whole arguments of a call. */
export interface FunctionToolCallArgumentsDoneEvent {
  name: string
  index: number
  arguments: string
  /** What the tool's schema makes of them; null unless the tool is strict or has a Standard Schema. */
  parsed_arguments: unknown
}

/** How likely each token of the text was: those that are new, and all so far. */
export interface LogProbsContentDeltaEvent {
  content: ChatCompletionTokenLogprob[]
  snapshot: ChatCompletionTokenLogprob[]
}

/** How likely each token of the whole text was. */
export interface LogProbsContentDoneEvent {
  content: ChatCompletionTokenLogprob[]
}

/** How likely each token of the refusal was: those that are new, and all so far. */
export interface LogProbsRefusalDeltaEvent {
  refusal: ChatCompletionTokenLogprob[]
  snapshot: ChatCompletionTokenLogprob[]
}

/** How likely each token of the whole refusal was. */
export interface LogProbsRefusalDoneEvent {
  refusal: ChatCompletionTokenLogprob[]
}

/** What chunks tell, in the names and shapes of openai's helpers. */
export interface ChunkListener {
  content: (delta: string, snapshot: string) => void
  'content.delta': (event: ContentDeltaEvent) => void
  'content.done': (event: ContentDoneEvent) => void
  'refusal.delta': (event: { delta: string; snapshot: string }) => void
  'refusal.done': (event: { refusal: string }) => void
  'tool_calls.function.arguments.delta': (event: FunctionToolCallArgumentsDeltaEvent) => void
  'tool_calls.function.arguments.done': (event: FunctionToolCallArgumentsDoneEvent) => void
  'logprobs.content.delta': (event: LogProbsContentDeltaEvent) => void
  'logprobs.content.done': (event: LogProbsContentDoneEvent) => void
  'logprobs.refusal.delta': (event: LogProbsRefusalDeltaEvent) => void
  'logprobs.refusal.done': (event: LogProbsRefusalDoneEvent) => void
}

/** All that openai's helpers tell. */
export interface HelperListener extends ChunkListener, Omit<ToolRunnerListener, 'content'> {
  connect: () => void
  finalFunctionToolCall: (call: ChatCompletionFunctionCall) => void
  finalFunctionToolCallResult: (content: string) => void
}
