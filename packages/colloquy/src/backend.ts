import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequest, Model } from './protocol/index.ts'
import { wrongType } from './client/check-options.ts'
import { ChatCompletionAccumulator } from './stream/accumulate.ts'

/** What a backend receives beside the request. */
export interface CompleteContext {
  /** Aborted to stop the work itself, down to the decoder or the upstream connection, not only the reading of it. */
  readonly signal: AbortSignal
}

/**
 * Anything that can answer a chat completion: the embedded engine, an HTTP endpoint, a pool of endpoints, a script.
 *
 * `complete` always streams. It throws before the first chunk if the request cannot be answered, and ends normally only
 * after every choice has its `finish_reason`. With `stream_options.include_usage`, or whenever the backend knows it,
 * the last chunk has no choices and carries `usage`.
 */
export interface ChatBackend {
  /** Answers a request in chunks, whatever its `stream` says; `collect` joins them. */
  complete(request: ChatCompletionRequest, context: CompleteContext): AsyncIterable<ChatCompletionChunk>
  /** The models that requests may name. */
  models(): Promise<readonly Model[]>
}

/** Joins streamed chunks into the completion that `stream: false` would have returned. */
export async function collect(chunks: AsyncIterable<ChatCompletionChunk>): Promise<ChatCompletion> {
  if (!(Symbol.asyncIterator in Object(chunks))) throw wrongType('chunks', chunks)
  const accumulator = new ChatCompletionAccumulator()
  for await (const chunk of chunks) accumulator.push(chunk)
  return accumulator.end()
}
