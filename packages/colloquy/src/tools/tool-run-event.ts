import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessageToolCall,
  ChatCompletionRequestMessage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'

/** Something that happened in a run of tools. */
export type ToolRunEvent =
  /** A piece of an answer came, where the request says `stream: true`; `snapshot` is the answer so far, live. */
  | { readonly type: 'chunk'; readonly chunk: ChatCompletionChunk; readonly snapshot: ChatCompletionSnapshot }
  /** The model answered. */
  | { readonly type: 'completion'; readonly completion: ChatCompletion }
  /** A message joined the conversation: an answer, or the outcome of a call. */
  | { readonly type: 'message'; readonly message: ChatCompletionRequestMessage }
  /** A tool is about to be called: the arguments fit, and the call was approved. */
  | { readonly type: 'call'; readonly call: ChatCompletionMessageToolCall }
  /** A call is over; `content` is what the model is told, and `error` what went wrong, if anything did. */
  | {
      readonly type: 'result'
      readonly call: ChatCompletionMessageToolCall
      readonly content: string
      readonly error?: unknown
    }
