import { ServerError, type ChatBackend, type CompleteContext } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { Arrivals, over } from '../answer/arrivals.ts'
import { arrivalsOf } from '../answer/arrivals-of.ts'
import { PlainSignal } from '../signals/plain-signal.ts'
import type { SignalSource } from '../signals/signal-source.ts'
import type { RoutingContext } from '../upstream/routing-context.ts'
import type { RequestRecord } from './request-record.ts'
import { traceHeaders } from './trace-headers.ts'

/**
 * The same backend for one request, whose record learns what comes of it. What fails once `stop` is aborted fails with an
 * error that says why.
 */
export function recordedBackend(backend: ChatBackend, record: RequestRecord, stop?: SignalSource): ChatBackend {
  return {
    models: () => backend.models(),
    complete(request: ChatCompletionRequest, context: CompleteContext) {
      record.asks(request)
      const chunks = backend.complete(withCounts(request), recordedContext(context, record))
      return new RecordedChunks(arrivalsOf(chunks), { record, stop })
    },
  }
}

/** Counts are for the operator too; whether the caller sees them is decided where chunks are presented. */
function withCounts(request: ChatCompletionRequest): ChatCompletionRequest {
  if (request.stream !== true || request.stream_options?.include_usage === true) return request
  return { ...request, stream_options: { ...request.stream_options, include_usage: true } }
}

function stopped(cause: unknown): ServerError {
  const message = 'The server is shutting down and could not wait for the end of this answer. Try again.'
  return new ServerError(message, { code: 'overloaded', retryAfter: 1, cause })
}

/** The context of one request, whose record learns how it is routed. The signal of the platform is made by need. */
function recordedContext(context: CompleteContext, record: RequestRecord): RoutingContext {
  const routing: RoutingContext = {
    get signal() {
      return context.signal
    },
    headers: traceHeaders(record.headers),
    onAsked: (asked) => record.asksUpstream(asked),
    onRouted: (route) => record.routed(route),
    onFailedAttempt: (upstream) => record.failedAttempt(upstream),
  }
  // A backend may pass on a copy with a signal of its own, and this one would then count before that.
  const options = { value: context, enumerable: false }
  return context instanceof PlainSignal ? Object.defineProperty(routing, 'plainSignal', options) : routing
}

/** What the chunks of one request know beside themselves. */
interface RecordedChunksOptions {
  readonly record: RequestRecord
  readonly stop: SignalSource | undefined
}

class RecordedChunks extends Arrivals<ChatCompletionChunk> {
  readonly #chunks: Arrivals<ChatCompletionChunk>
  readonly #options: RecordedChunksOptions

  constructor(chunks: Arrivals<ChatCompletionChunk>, options: RecordedChunksOptions) {
    super()
    this.#chunks = chunks
    this.#options = options
  }

  take(): IteratorResult<ChatCompletionChunk, void> | undefined {
    try {
      const taken = this.#chunks.take()
      if (taken?.done === false) this.#options.record.chunk(taken.value)
      else if (taken?.done === true) this.#end()
      return taken
    } catch (thrown) {
      const error = this.#options.stop?.aborted === true ? stopped(thrown) : thrown
      this.#end({ error })
      throw error
    }
  }

  ready(): Promise<void> {
    return this.#chunks.ready()
  }

  async return(): Promise<IteratorResult<ChatCompletionChunk, void>> {
    // Before the work is stopped: stopping makes the read that waits fail, and that is no failure.
    this.#end({ left: true })
    await this.#chunks.return()
    return over
  }

  #end(how?: { error?: unknown; left?: boolean }): void {
    this.#options.record.answerEnded(how)
  }
}
