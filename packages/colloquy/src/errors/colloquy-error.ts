import { errorTable, type ErrorCode } from './error-table.ts'

/** What an error knows beside its message. Everything is optional; the table fills `status` and `type` from the code. */
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
  /** The error that caused this one. */
  cause?: unknown
}

// The registry symbol makes errors of two installed copies of this package recognise each other.
const brand = Symbol.for('colloquy.error')

/** Any error that leaves Colloquy. Tell errors apart by `code`, or by class. */
export class ColloquyError extends Error {
  readonly code: ErrorCode | (string & {})
  readonly param: string | null
  readonly status: number | undefined
  readonly type: string
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.name = new.target.name
    this.code = details.code ?? 'server_error'
    const row = isErrorCode(this.code) ? errorTable[this.code] : undefined
    this.param = details.param ?? null
    this.status = details.status ?? row?.status
    this.type = details.type ?? row?.type ?? 'server_error'
    this.requestId = details.requestId
    this.retryAfter = details.retryAfter
    Object.defineProperty(this, brand, { value: true })
  }
}

/** The request is wrong: status 400, 413 or 422, or a value refused before anything was sent. `param` names the field. */
export class InvalidRequestError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'invalid_value' })
  }
}

/** No key, or a wrong one: status 401. */
export class AuthenticationError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'invalid_api_key' })
  }
}

/** The key is right but not allowed to do this: status 403. */
export class PermissionDeniedError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'permission_denied' })
  }
}

/** The model, the stored completion or the path does not exist: status 404. */
export class NotFoundError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'not_found' })
  }
}

/** The request clashes with another one: status 409. */
export class ConflictError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'conflict' })
  }
}

/** Too many requests, or the quota is spent: status 429. `retryAfter` tells how long to wait where the server told. */
export class RateLimitError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'rate_limit_exceeded' })
  }
}

/** The answering side failed: status 500 and above. */
export class ServerError extends ColloquyError {}

/** No connection, or it broke. */
export class ConnectionError extends ColloquyError {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { ...details, code: details.code ?? 'connection_failed' })
  }
}

/** A model on this machine cannot be had or used; the code tells why and the message what to do. */
export class ModelError extends ColloquyError {}

/** True for any error of any copy of this package. */
export function isColloquyError(error: unknown): error is ColloquyError {
  return typeof error === 'object' && error !== null && brand in error
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}
