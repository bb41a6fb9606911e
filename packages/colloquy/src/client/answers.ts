import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import type { AnswerPromise } from './answer-promise.ts'
import type { Call } from './call.ts'
import type { ChatCompletionStream } from './completion-stream.ts'
import type { RequestOptions } from './options.ts'
import type { WireResponse } from './send-request.ts'

/** What stands behind a client: a server, or a backend in this process. */
export interface Answers {
  /** Asks for a whole completion; `finish` has the last word on it. */
  create<T>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): AnswerPromise<T>
  /** Streams a completion; `finish` has the last word on it. `sending` settles when the request is accepted. */
  stream<T extends ChatCompletion>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): OpeningStream<T>
  /** Asks anything else that only servers know. */
  ask<T>(call: Call, options: RequestOptions, parse: (text: string, from: WireResponse) => T): AnswerPromise<T>
  models(options?: RequestOptions): Promise<readonly Model[]>
}

/** A stream whose request is prepared; it is sent at the first read, or with `open`. */
export interface OpeningStream<T extends ChatCompletion> {
  readonly stream: ChatCompletionStream<T>
  open(): AnswerPromise<ChatCompletionStream<T>>
}
