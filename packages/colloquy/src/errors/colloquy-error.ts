import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { ErrorCode } from './error-table.ts'

/** What an error knows beside its message. Everything is optional; class and code fill `status` and `type`. */
export interface ErrorDetails {
  /** The stable reason; each class has its own default. */
  code?: ErrorCode | (string & {}) | undefined
  /** The request field at fault, as a path: `messages[2].content[0].type`. */
  param?: string | null | undefined
  /** HTTP status, where a server spoke or would speak. */
  status?: number | undefined
  /** `error.type` on the wire. */
  type?: string | undefined
  /** The server's `x-request-id`. */
  requestId?: string | undefined
  /** Seconds to wait before another try, where the other side told. */
  retryAfter?: number | undefined
  /** What the server sent, cut to a bounded length. */
  body?: string | undefined
  /** What had been streamed before the failure. */
  partial?: ChatCompletionSnapshot | undefined
  /** The error that caused this one. */
  cause?: unknown
}

/** What a class of errors is where its details do not tell otherwise. */
interface ErrorDefaults {
  readonly code: ErrorCode
  readonly status?: number
  readonly type: string
}

// The registry symbol makes errors of two installed copies of this package recognise each other.
const brand = Symbol.for('colloquy.error')

const invalidRequest = 'invalid_request_error'
const failed: ErrorDefaults = { code: 'server_error', status: 500, type: 'server_error' }

/** Any error that leaves Colloquy. Tell errors apart by `code`, or by class. */
export class ColloquyError extends Error {
  /** The stable reason: a code of Colloquy's error table, or the server's own. */
  readonly code: ErrorCode | (string & {})
  /** The request field at fault, as a path; null where no single field is. */
  readonly param: string | null
  /** HTTP status, where a server spoke or would speak. */
  readonly status: number | undefined
  /** The family of the error: `error.type` on the wire. */
  readonly type: string
  /** The server's `x-request-id`, to quote when asking its operator. */
  readonly requestId: string | undefined
  /** Seconds to wait before another try, where the other side told. */
  readonly retryAfter: number | undefined
  /** What the server sent, cut to 64 KiB. Not shown when the error is printed: it may hold the conversation. */
  declare readonly body: string | undefined
  /** What had been streamed before the failure. Not shown when the error is printed. */
  declare readonly partial: ChatCompletionSnapshot | undefined

  constructor(message: string, details: ErrorDetails = {}, defaults: ErrorDefaults = failed) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = details.code ?? defaults.code
    this.param = details.param ?? null
    this.status = details.status ?? defaults.status
    this.type = details.type ?? defaults.type
    this.requestId = details.requestId
    this.retryAfter = details.retryAfter
    Object.defineProperties(this, {
      [brand]: { value: true },
      body: { value: details.body },
      // Writable: the stream that was cut adds what it had, after the error was made deeper down.
      partial: { value: details.partial, writable: true },
    })
  }

  // Getters on the prototype, spelt out: `new.target.name` is one letter in a minified bundle.
  override get name(): string {
    return 'ColloquyError'
  }
}

/** The request is wrong: status 400, 413 or 422, or a value refused before anything was sent. `param` names the field. */
export class InvalidRequestError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'invalid_value', status: 400, type: invalidRequest })
  }
  override get name(): string {
    return 'InvalidRequestError'
  }
}

/** No key, or a wrong one: status 401. */
export class AuthenticationError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'invalid_api_key', status: 401, type: invalidRequest })
  }
  override get name(): string {
    return 'AuthenticationError'
  }
}

/** The key is right but not allowed to do this: status 403. */
export class PermissionDeniedError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'permission_denied', status: 403, type: invalidRequest })
  }
  override get name(): string {
    return 'PermissionDeniedError'
  }
}

/** The model, the stored completion or the path does not exist: status 404. */
export class NotFoundError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'not_found', status: 404, type: invalidRequest })
  }
  override get name(): string {
    return 'NotFoundError'
  }
}

/** The request clashes with another one: status 409. */
export class ConflictError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'conflict', status: 409, type: invalidRequest })
  }
  override get name(): string {
    return 'ConflictError'
  }
}

/** Too many requests, or the quota is spent: status 429. `retryAfter` tells how long to wait where the server told. */
export class RateLimitError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    const type = details?.code === 'insufficient_quota' ? details.code : 'rate_limit_error'
    super(message, details, { code: 'rate_limit_exceeded', status: 429, type })
  }
  override get name(): string {
    return 'RateLimitError'
  }
}

/** The answering side failed: status 500 and above. */
export class ServerError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { ...failed, status: details?.code === 'overloaded' ? 503 : 500 })
  }
  override get name(): string {
    return 'ServerError'
  }
}

/** No connection, or it broke. */
export class ConnectionError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'connection_failed', type: 'connection_error' })
  }
  override get name(): string {
    return 'ConnectionError'
  }
}

/** What was waited for when time ran out. */
export type TimeoutPhase = 'connect' | 'first-token' | 'idle' | 'total'

/** The other side took longer than `timeout` allows; `phase` tells which limit it was. */
export class TimeoutError extends ColloquyError {
  /** The limit that was passed: the response's head, the first token, the pause between two tokens, or the whole call. */
  readonly phase: TimeoutPhase

  constructor(message: string, details: ErrorDetails & { phase: TimeoutPhase }) {
    super(message, details, { code: 'timeout', type: 'timeout_error' })
    this.phase = details.phase
  }
  override get name(): string {
    return 'TimeoutError'
  }
}

/** The caller stopped the work: the signal was aborted, or the stream closed. `cause` is the signal's reason. */
export class AbortError extends ColloquyError {
  constructor(message = 'The request was aborted.', details?: ErrorDetails) {
    super(message, details, { code: 'aborted', type: 'abort_error' })
  }
  override get name(): string {
    return 'AbortError'
  }
}

/** The stream ended before the answer did. `partial` is what had come. */
export class StreamTruncatedError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'stream_truncated', type: 'stream_error' })
  }
  override get name(): string {
    return 'StreamTruncatedError'
  }
}

/** What came back is no answer: no JSON, no completion, or more than the size limit. `body` is its beginning. */
export class InvalidResponseError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'invalid_response', type: 'response_error' })
  }
  override get name(): string {
    return 'InvalidResponseError'
  }
}

/** A model on this machine cannot be had or used; the code tells why and the message what to do. */
export class ModelError extends ColloquyError {
  constructor(message: string, details?: ErrorDetails) {
    super(message, details, { code: 'engine_unavailable', status: 503, type: 'model_error' })
  }
  override get name(): string {
    return 'ModelError'
  }
}

/** True for any error of any copy of this package. */
export function isColloquyError(error: unknown): error is ColloquyError {
  return typeof error === 'object' && error !== null && brand in error
}
