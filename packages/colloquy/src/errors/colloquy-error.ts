import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { isRecord } from '../is-record.ts'
import { parseJson } from '../parse-json.ts'
import type { ErrorCode } from './error-table.ts'

/** The details of an error besides its message. All are optional; class and code determine `status` and `type`. */
export interface ErrorDetails {
  /** The stable reason. Each class has its own default. */
  code?: ErrorCode | (string & {}) | undefined
  /** The path of the wrong request field: `messages[2].content[0].type`. */
  param?: string | null | undefined
  /** The HTTP status that a server sent, or would send. */
  status?: number | undefined
  /** `error.type` on the wire. */
  type?: string | undefined
  /** The server's `x-request-id`. */
  requestId?: string | undefined
  /** Seconds to wait before a retry, if the server said so. */
  retryAfter?: number | undefined
  /** The beginning of what the server sent. */
  body?: string | undefined
  /** The headers of the server's answer. */
  headers?: Headers | undefined
  /** The answer as far as it had arrived. */
  partial?: ChatCompletionSnapshot | undefined
  /** The error that caused this one. */
  cause?: unknown
}

/**
 * The name, code, status and type of a class's errors, unless their details say otherwise.
 *
 * It is a tuple because each key would appear a dozen times in a small browser bundle, and it holds the name because a
 * minified class has a name of one letter. Without a type, it is that of a wrong request.
 */
type ErrorDefaults = readonly [name: string, code: ErrorCode, status?: number | undefined, type?: string]

// A registry symbol, so that two installed copies of this package recognise each other's errors.
const brand = Symbol.for('colloquy.error')

/** Every error that Colloquy throws. Tell errors apart by `code` or by class. */
export class ColloquyError extends Error {
  /** The stable reason: a code of Colloquy's error table, or the server's own. */
  declare readonly code: ErrorCode | (string & {})
  /** The path of the wrong request field, such as `messages[2].content`; null if it is not a single field. */
  declare readonly param: string | null
  /** The HTTP status, if a server sent one or would send one. */
  declare readonly status: number | undefined
  /** The kind of error: `error.type` on the wire. */
  declare readonly type: string
  /** The server's `x-request-id`. Quote it when you ask the server's operator. */
  declare readonly requestId: string | undefined
  /** How many seconds to wait before a retry, if the server said so. */
  declare readonly retryAfter: number | undefined
  /** What the server sent, up to 64 KiB. Not printed with the error, because it may contain the conversation. */
  declare readonly body: string | undefined
  /** The headers of the server's answer, without keys and cookies. Not printed with the error. */
  declare readonly headers: Headers | undefined
  /** The answer as far as it had arrived. Not printed with the error. */
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

  /** The same as {@link requestId}, under the name that openai's client uses. */
  get requestID(): string | undefined {
    return this.requestId
  }

  /** The `error` object in `body`, as in openai's client; undefined if there is none. */
  get error(): unknown {
    const said: { error?: unknown } = Object(parseJson(this.body ?? ''))
    return said.error
  }
}

/** The request is wrong: status 400, 413 or 422, or refused before it was sent. `param` names the field. */
export class InvalidRequestError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['InvalidRequestError', 'invalid_value', 400]
}

/** No key, or a wrong one: status 401. */
export class AuthenticationError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['AuthenticationError', 'invalid_api_key', 401]
}

/** The key is valid but not allowed to do this: status 403. */
export class PermissionDeniedError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['PermissionDeniedError', 'permission_denied', 403]
}

/** The model, the stored completion or the path does not exist: status 404. */
export class NotFoundError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['NotFoundError', 'not_found', 404]
}

/** The request conflicts with another one: status 409. */
export class ConflictError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ConflictError', 'conflict', 409]
}

/** Too many requests, or the quota is used up: status 429. `retryAfter` is the server's advice on how long to wait. */
export class RateLimitError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'RateLimitError',
    'rate_limit_exceeded',
    429,
    'rate_limit_error',
  ]
}

/** The server failed: status 500 and above. */
export class ServerError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ServerError', 'server_error', 500, 'server_error']
}

/** There was no connection, or it broke. */
export class ConnectionError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'ConnectionError',
    'connection_failed',
    undefined,
    'connection_error',
  ]
}

/** What the client was waiting for when time ran out. */
export type TimeoutPhase = 'connect' | 'firstToken' | 'idle' | 'total'

/** The server took longer than `timeout` allows; `phase` says which limit was exceeded. */
export class TimeoutError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['TimeoutError', 'timeout', undefined, 'timeout_error']

  /** The limit that was exceeded: for the headers, the first token, the pause between two tokens, or the whole call. */
  declare readonly phase: TimeoutPhase

  constructor(message: string, details: ErrorDetails & { phase: TimeoutPhase }) {
    super(message, details)
    this.phase = details.phase
  }
}

/** The caller stopped the work: the signal was aborted or the stream was closed. `cause` is the signal's reason. */
export class AbortError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['AbortError', 'aborted', undefined, 'abort_error']

  constructor(message = 'The request was aborted.', details?: ErrorDetails) {
    super(message, details)
  }
}

/** The stream ended before the answer did. `partial` is the answer as far as it had arrived. */
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

/** The response is not an answer: not JSON, not a completion, or above the size limit. `body` is its beginning. */
export class InvalidResponseError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = [
    'InvalidResponseError',
    'invalid_response',
    undefined,
    'response_error',
  ]
}

/**
 * Your own code threw while Colloquy ran it: middleware, a hook, a listener, a schema's validation, a getter of the
 * request. `cause` is what it threw.
 */
export class CallbackError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['CallbackError', 'callback_failed']
}

/** A model on this machine cannot be fetched or used. The code says why, and the message what to do. */
export class ModelError extends ColloquyError {
  protected static override readonly defaults: ErrorDefaults = ['ModelError', 'engine_unavailable', 503, 'model_error']
}

/** True for any error of Colloquy, also one from another installed copy of this package. */
export function isColloquyError(error: unknown): error is ColloquyError {
  return isRecord(error) && brand in error
}
