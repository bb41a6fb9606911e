import { isColloquyError } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, CompletionUsage } from 'colloquy/protocol'
import type { Route } from '../upstream/routing-context.ts'

/** Watches requests: metrics, the log and traces are made of this. No call carries what people wrote. */
export interface RequestObserver {
  /** A completion is asked of the backend. */
  asked?(record: RequestRecord): void
  /** A chunk came `gap` milliseconds after the one before. */
  gap?(record: RequestRecord, gap: number): void
  /** An upstream was asked and did not answer. */
  failedAttempt?(record: RequestRecord, upstream: string): void
  /** The answer is over: its last byte was written, or its reader left. */
  ended?(record: RequestRecord): void
}

/** How an answer ended. */
export type Outcome = 'answered' | 'failed' | 'left'

/** What is known of one request, from its arrival to the last byte of its answer. Times are milliseconds. */
export class RequestRecord {
  readonly requestId: string
  readonly method: string
  readonly headers: Headers
  readonly started: number
  /** The route it matched, not the path: paths hold ids. */
  route = 'unmatched'
  status = 0
  outcome: Outcome = 'answered'
  /** Code of the error it ended with. */
  errorCode: string | undefined
  /** The field that error names, where it is a plain path. A caller's own word at times: never a label of a metric. */
  errorParam: string | undefined
  /** What people call the key it came with, where that is one of the store's. */
  keyName: string | undefined
  /** Present once a completion was asked for. */
  answer: AnswerRecord | undefined
  ended: number | undefined
  readonly #observers: readonly RequestObserver[]
  readonly #now: () => number
  /** What a stream's chunks take from here on is the backend's time, or its reader's. */
  #headSentAt: number | undefined

  constructor(request: Request, requestId: string, observers: readonly RequestObserver[], now: () => number) {
    this.requestId = requestId
    this.method = request.method
    this.headers = request.headers
    this.#observers = observers
    this.#now = now
    this.started = now()
  }

  /** A completion is asked of the backend. */
  asks(request: ChatCompletionRequest): void {
    this.answer = new AnswerRecord(request, this.#now())
    for (const observer of this.#observers) observer.asked?.(this)
  }

  /** An upstream is asked. */
  asksUpstream(asked: AnswerRecord['asked']): void {
    if (this.answer !== undefined) this.answer.asked = asked
  }

  /** The upstream that answers was found. */
  routed(route: Route): void {
    const { answer } = this
    if (answer === undefined) return
    answer.route = route
    answer.asked = route
    answer.askedAt = this.#now() - route.firstChunk
  }

  /** An upstream was asked and did not answer. */
  failedAttempt(upstream: string): void {
    for (const observer of this.#observers) observer.failedAttempt?.(this, upstream)
  }

  /** The next chunk of the answer came. */
  chunk(chunk: ChatCompletionChunk): void {
    const { answer } = this
    if (answer === undefined) return
    const now = this.#now()
    if (answer.lastChunkAt !== undefined) {
      const gap = now - answer.lastChunkAt
      for (const observer of this.#observers) observer.gap?.(this, gap)
    }
    answer.push(chunk, now)
  }

  /** The answer came to its end, well or not; `left` says that nobody waited for it any more. */
  answerEnded({ error, left = false }: { error?: unknown; left?: boolean } = {}): void {
    const { answer } = this
    if (answer === undefined || answer.endedAt !== undefined) return
    answer.endedAt = this.#now()
    if (left) this.outcome = 'left'
    else if (error !== undefined) this.fails(error)
    if (this.#headSentAt !== undefined) this.#end()
  }

  /** The request fails with this error. */
  fails(error: unknown): void {
    const known = isColloquyError(error)
    this.errorCode = known ? error.code : 'server_error'
    // A key in quotes is a text of the caller's.
    const param = known ? error.param : undefined
    this.errorParam = typeof param === 'string' && /^[\w$.[\]-]{1,200}$/.test(param) ? param : undefined
    this.outcome = this.errorCode === 'aborted' ? 'left' : 'failed'
  }

  /** Milliseconds this server added so far to what the backend took: reading, choosing, waiting, failed attempts. */
  overhead(): number {
    const { answer, started } = this
    const now = this.#headSentAt ?? this.#now()
    if (answer === undefined) return now - started
    const until = (answer.streams ? answer.firstChunkAt : answer.endedAt) ?? now
    return Math.max(now, until) - started - (until - answer.askedAt)
  }

  /** Status and headers are on their way; a streamed answer goes on. */
  headIsSent(status: number, route: string): void {
    this.status = status
    this.route = route
    if (this.outcome === 'answered' && status >= 400) this.outcome = 'failed'
    this.#headSentAt = this.#now()
    if (this.answer === undefined || this.answer.endedAt !== undefined) this.#end()
  }

  #end(): void {
    if (this.ended !== undefined) return
    this.ended = this.#now()
    for (const observer of this.#observers) observer.ended?.(this)
  }
}

/** What is known of a completion, without a word of it. */
export class AnswerRecord {
  /** The model that was asked for. A caller's own word: never a label of a metric. */
  readonly requestedModel: string
  readonly streams: boolean
  /** When the backend, or the upstream that answers, was asked. */
  askedAt: number
  /** The upstream asked last, whether it answers or refuses, and how many were asked by then. */
  asked: Pick<Route, 'upstream' | 'attempts'> | undefined
  route: Route | undefined
  /** The model that answers, by its own name. */
  model: string | undefined
  id: string | undefined
  usage: CompletionUsage | undefined
  readonly finishReasons: string[] = []
  firstChunkAt: number | undefined
  lastChunkAt: number | undefined
  endedAt: number | undefined

  constructor(request: ChatCompletionRequest, now: number) {
    this.requestedModel = request.model
    this.streams = request.stream === true
    this.askedAt = now
  }

  push({ id, model, usage, choices }: ChatCompletionChunk, now: number): void {
    if (this.firstChunkAt === undefined) {
      this.firstChunkAt = now
      this.id = id
      this.model = model
    }
    this.lastChunkAt = now
    if (usage) this.usage = usage
    for (const { finish_reason: reason } of choices) if (reason) this.finishReasons.push(reason)
  }
}
