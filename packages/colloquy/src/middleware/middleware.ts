import type { ChatCompletionStream } from '../client/completion-stream.ts'
import type { RequestOptions } from '../client/options.ts'
import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'

/** One call of `createChatCompletion`, as middleware sees it. Pass a changed copy to `next` to change the call. */
export interface CallContext {
  /** The request, as it will be sent. */
  readonly request: ChatCompletionRequest
  /** The options of this call. */
  readonly options: RequestOptions
  /**
   * Resolves to the whole answer; for a stream, once it has been read to its end. Rejects if there is no answer, or if a
   * stream is left early. Never settles if the caller reads the HTTP response itself. You may ignore its rejection, but not
   * that of a promise derived from it, so pass `then` a second function.
   */
  readonly done: Promise<ChatCompletion>
}

/** The answer to a call: a stream for `stream: true`, otherwise the whole completion. */
export type CallResult = ChatCompletion | ChatCompletionStream

/**
 * Sits between the caller and the answer. It calls `next` to continue: usually once, not at all to answer by itself, or
 * again to retry. An error it throws ends the call: one of Colloquy's as it is, any other as the `cause` of a `CallbackError`.
 *
 * @example
 * const slowly: Middleware = async (context, next) => {
 *   const started = performance.now()
 *   const tell = () => console.log(performance.now() - started)
 *   context.done.then(tell, tell)
 *   return next(context)
 * }
 */
export type Middleware = (context: CallContext, next: Next) => Promise<CallResult>

/** Continues a call: with the next middleware, and finally with the server or the backend. */
export type Next = (context: CallContext) => Promise<CallResult>
