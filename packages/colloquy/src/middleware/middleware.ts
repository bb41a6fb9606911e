import type { ChatCompletionStream } from '../client/completion-stream.ts'
import type { RequestOptions } from '../client/options.ts'
import type { ChatCompletion, ChatCompletionRequest } from '../protocol/index.ts'

/** One call of `createChatCompletion`, as middleware sees it. Pass a changed copy to `next` to change the call. */
export interface CallContext {
  /** What is asked, as it will be on the wire. */
  readonly request: ChatCompletionRequest
  /** What the call does differently from the client. */
  readonly options: RequestOptions
  /**
   * The whole answer: of a stream, when it has been read to its end. Rejects where there is none, and where a stream is
   * left before its end. Never settles for a caller who reads the HTTP response itself. Its rejection may go unheard; that
   * of a promise made of it may not, so give `then` a second function.
   */
  readonly done: Promise<ChatCompletion>
}

/** What a call is answered with: a stream for `stream: true`, else the whole completion. */
export type CallResult = ChatCompletion | ChatCompletionStream

/**
 * Stands between the caller and the answer. Calls `next` to go on: once as a rule, not at all to answer by itself, again
 * to try again. What it throws ends the call: an error of Colloquy as it is, any other as the `cause` of a `CallbackError`.
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

/** Goes on with a call: to the next middleware, and at last to the server or the backend. */
export type Next = (context: CallContext) => Promise<CallResult>
