import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
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
  /** The headers of the server's answer. */
  headers?: Headers | undefined
  /** What had been streamed before the failure. */
  partial?: ChatCompletionSnapshot | undefined
  /** The error that caused this one. */
  cause?: unknown
}

/**
 * What errors of a class are where their details do not tell otherwise: name, code, status and type.
 *
 * A tuple, as each key would stand in a small browser bundle a dozen times; the name, as the class's own is one letter
 * there. The type is that of a wrong request where none is given.
 */
type ErrorDefaults = readonly [name: string, code: ErrorCode, status?: number | undefined, type?: string]

// The registry symbol makes errors of two installed copies of this package recognise each other.
const brand = Symbol.for('colloquy.error')

/** Any error that leaves Colloquy. Tell errors apart by `code`, or by class. */
export class ColloquyError extends Error {
  /** The stable reason: a code of Colloquy's error table, or the server's own. */
  declare readonly code: ErrorCode | (string & {})
  /** The request field at fault, as a path; null where no single field is. */
  declare readonly param: string | null
  /** HTTP status, where a server spoke or would speak. */
  declare readonly status: number | undefined
  /** The family of the error: `error.type` on the wire. */
  declare readonly type: string
  /** The server's `x-request-id`, to quote when asking its operator. */
  declare readonly requestId: string | undefined
  /** Seconds to wait before another try, where the other side told. */
  declare readonly retryAfter: number | undefined
  /** What the server sent, cut to 64 KiB. Not shown when the error is printed: it may hold the conversation. */
  declare readonly body: string | undefined
  /** The headers of the server's answer, keys blanked and cookies left out. Not shown when the error is printed. */
  declare readonly headers: Headers | undefined
  /** What had been streamed before the failure. Not shown when the error is printed. */
  declare readonly partial: ChatCompletionSnapshot | undefined

  /** What errors of this class are by default. */
  protected static readonly defaults: ErrorDefaults = ['ColloquyError', 'server_error', 500, 'server_error']
  /** The class that the error was made by. */
  declare readonly ['constructor']: typeof ColloquyError

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details)
    const [, ownCode, ownStatus, ownType = 'invalid_request_error'] = this.constructor.defaults
    this.code = details.code ?? ownCode
    this.param = details.param ?? null
    // Two kinds of codes differ from the others of their class.
    this.status = details.status ?? (/overloaded|unavailable/.test(this.code) ? 503 : ownStatus)
    this.type = details.type ?? (this.code === 'insufficient_quota' ? this.code : ownType)
    this.requestId = details.requestId
    this.retryAfter = details.retryAfter
    for (const hidden of [brand, 'body', 'headers', 'partial'] as const) {
      // Writable: the stream that was cut adds the partial answer, after the error was made deeper down.
      Object.defineProperty(this, hidden, { value: hidden === brand || details[hidden], writable: true })
    }
  }

  // A getter of the prototype, so that the name stands in the stack from the start.
  override get name(): string {
    return this.constructor.defaults[0]
  }

  /** The same as {@link requestId}, under the name openai's client has for it. */
  get requestID(): string | undefined {
    return this.requestId
  }

  /** What `body` says under `error`, as openai's client has it; undefined where it says nothing there. */
  get error(): unknown {
    const said: { error?: unknown } = Object(parseJson(this.body ?? ''))
    return said.error
  }
}

/** The request is wrong: status 400, 413 or 422, or a value refused before anything was sent. `param` names the field. */
export class InvalidRequestError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['InvalidRequestError', 'invalid_value', 400]
}

/** No key, or a wrong one: status 401. */
export class AuthenticationError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['AuthenticationError', 'invalid_api_key', 401]
}

/** The key is right but not allowed to do this: status 403. */
export class PermissionDeniedError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['PermissionDeniedError', 'permission_denied', 403]
}

/** The model, the stored completion or the path does not exist: status 404. */
export class NotFoundError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['NotFoundError', 'not_found', 404]
}

/** The request clashes with another one: status 409. */
export class ConflictError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ConflictError', 'conflict', 409]
}

/** Too many requests, or the quota is spent: status 429. `retryAfter` tells how long to wait where the server told. */
export class RateLimitError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'RateLimitError',
    'rate_limit_exceeded',
    429,
    'rate_limit_error',
  ]
}

/** The answering side failed: status 500 and above. */
export class ServerError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ServerError', 'server_error', 500, 'server_error']
}

/** No connection, or it broke. */
export class ConnectionError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'ConnectionError',
    'connection_failed',
    undefined,
    'connection_error',
  ]
}

/** What was waited for when time ran out. */
export type TimeoutPhase = 'connect' | 'firstToken' | 'idle' | 'total'

/** The other side took longer than `timeout` allows; `phase` tells which limit it was. */
export class TimeoutError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['TimeoutError', 'timeout', undefined, 'timeout_error']

  /** The limit that was passed: the response's head, the first token, the pause between two tokens, or the whole call. */
  declare readonly phase: TimeoutPhase

  constructor(message: string, details: ErrorDetails & { phase: TimeoutPhase }) {
    super(message, details)
    this.phase = details.phase
  }
}

/** The caller stopped the work: the signal was aborted, or the stream closed. `cause` is the signal's reason. */
export class AbortError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['AbortError', 'aborted', undefined, 'abort_error']

  constructor(message = 'The request was aborted.', details?: ErrorDetails) {
    super(message, details)
  }
}

/** The stream ended before the answer did. `partial` is what had come. */
export class StreamTruncatedError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'StreamTruncatedError',
    'stream_truncated',
    undefined,
    'stream_error',
  ]

  constructor(message = 'The stream ended before the answer did: `finish_reason` never came.', details?: ErrorDetails) {
    super(message, details)
  }
}

/** What came back is no answer: no JSON, no completion, or more than the size limit. `body` is its beginning. */
export class InvalidResponseError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'InvalidResponseError',
    'invalid_response',
    undefined,
    'response_error',
  ]
}

/**
 * Code of yours threw where Colloquy ran it: middleware, a hook, a listener of a run, the check of a schema, a getter of
 * a request. `cause` is what it threw.
 */
export class CallbackError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['CallbackError', 'callback_failed']
}

/** A model on this machine cannot be had or used; the code tells why and the message what to do. */
export class ModelError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ModelError', 'engine_unavailable', 503, 'model_error']
}

/** True for any error of any copy of this package. */
export function isColloquyError(error: unknown): error is ColloquyError {
  return isRecord(error) && brand in error
}
