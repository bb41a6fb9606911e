import {
  AuthenticationError,
  ConflictError,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  type ColloquyError,
  type ErrorDetails,
} from './colloquy-error.ts'
import { redact } from './redact.ts'
import { retryAfter } from './retry-after.ts'
import { serverWords, type ServerWords } from './server-words.ts'

/** Enough for any message; a server that answers with 32 MB of error page costs no more memory. */
export const bodyLimit = 65_536

const messageLimit = 2_000

/** What is known of a failed answer beside its status, headers and body. */
export interface ErrorContext {
  /** Texts that must not be shown, such as the key that was sent: servers echo them. */
  secrets?: readonly string[]
  /** The current time in Unix milliseconds, to read a `retry-after` date. */
  now?: number
}

/**
 * Makes the error that a refused or failed response stands for, in the server's own words, whatever dialect it speaks.
 *
 * The class follows the status, the code is the server's where it gives one. `body` keeps the raw text, cut to 64 KiB.
 */
export function errorFromResponse(
  status: number,
  headers: Headers,
  bodyText: string,
  { secrets = [], now }: ErrorContext = {},
): ColloquyError {
  const words = serverWords(parsed(bodyText), { failed: status >= 300 })
  const details: ErrorDetails = {
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfter: retryAfter(headers, now),
    body: bodyText,
  }
  if (words) return errorFromWords(words, details, secrets)
  const text = plainText(bodyText)
  return errorFromWords({ message: `The server answered ${status}${text && `: ${text}`}` }, details, secrets)
}

/** Makes the error a server spoke of, in a response or in the middle of a stream. */
export function errorFromWords(words: ServerWords, details: ErrorDetails, secrets: readonly string[]): ColloquyError {
  const show = (text: string | undefined, limit: number) => text && redact(text, secrets).slice(0, limit)
  const { status = 500 } = details
  const message = show(words.message, messageLimit) || `The server answered with an error and no message (${status}).`
  const spoken = {
    ...details,
    // Inside a 200, only the body tells the status.
    status: status < 300 ? (words.status ?? status) : status,
    code: show(words.code, 100),
    type: show(words.type, 100),
    param: show(words.param, 200),
    requestId: show(details.requestId, 200),
    body: show(details.body, bodyLimit),
  }
  return new (errorClass(spoken.status, words))(message, spoken)
}

function errorClass(status: number, { code, type }: ServerWords): new (m: string, d: ErrorDetails) => ColloquyError {
  if (status === 429 || code === 'insufficient_quota') return RateLimitError
  if (status === 401) return AuthenticationError
  if (status === 403) return PermissionDeniedError
  if (status === 404) return NotFoundError
  if (status === 409) return ConflictError
  if (status >= 500) return type === 'invalid_request_error' ? InvalidRequestError : ServerError
  return status >= 400 ? InvalidRequestError : InvalidResponseError
}

/** The words of an HTML page or a plain text, without markup. */
export function plainText(text: string): string {
  return text
    .slice(0, bodyLimit)
    .replace(/<(script|style)\b.*?<\/\1>|<[^>]*>/gis, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
