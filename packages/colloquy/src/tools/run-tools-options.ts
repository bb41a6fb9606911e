import type { ChatCompletionMessageToolCall, ChatCompletionRequestMessage } from '../protocol/index.ts'
import type { ToolRunEvent } from './tool-run-event.ts'

/** What a run passes on with each request. */
export interface AskOptions {
  /** Abort to stop the run: the request that is under way and the tools. Default: nothing stops it before its end. */
  readonly signal?: AbortSignal | undefined
}

/** How a run goes. */
export interface RunToolsOptions extends AskOptions {
  /** Most requests to the model; the run ends there, whatever the model wants to call. Default 10. */
  maxSteps?: number | undefined
  /** Asked before each call. A refusal, with its reason if it is a text, is told to the model. Default: all may run. */
  approve?: ((call: ChatCompletionMessageToolCall) => boolean | string | Promise<boolean | string>) | undefined
  /** What the model is told of an error of a tool. Default: the error's message. */
  describeError?: ((error: unknown, call: ChatCompletionMessageToolCall) => string) | undefined
  /** Told of each message as it joins the conversation. Default: nobody is. */
  onMessage?: ((message: ChatCompletionRequestMessage) => void) | undefined
  /** Told what happens, as it happens. Default: nobody is. */
  onEvent?: ((event: ToolRunEvent) => void) | undefined
}
