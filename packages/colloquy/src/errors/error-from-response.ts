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
import { parseJson } from '../parse-json.ts'
import { redact } from './redact.ts'
import { retryAfter, type HeaderReader } from './retry-after.ts'
import { serverWords, type ServerWords } from './server-words.ts'

/** Enough for any message; a server that answers with 32 MB of error page costs no more memory. */
export const bodyLimit = 65_536

/** What is known of a failed answer beside its status, headers and body. */
export interface ErrorContext {
  /** Texts that must not be shown, such as the key that was sent: servers echo them. */
  secrets?: readonly string[]
  /** The current time in Unix milliseconds, to read a `retry-after` date. */
  now?: number
  /** What should have come in place of this body, where the status told no failure. */
  expected?: string
}

/**
 * Makes the error that a response stands for, in the server's own words, whatever dialect it speaks.
 *
 * The class follows the status, the code is the server's where it gives one. `body` keeps the raw text, cut to 64 KiB.
 */
export function errorFromResponse(
  status: number,
  headers: HeaderReader & Iterable<[string, string]>,
  body: string,
  { secrets = [], now, expected }: ErrorContext = {},
): ColloquyError {
  const words = serverWords(parseJson(body), { failed: status >= 300 }) ?? { message: whatCame() }
  const requestId = headers.get('x-request-id') ?? undefined
  const shown = [...headers].filter(([name]) => !/cookie/i.test(name))
  const told = Object.fromEntries(shown.map(([name, value]) => [name.toLowerCase(), redact(value, secrets)]))
  return errorFromWords(
    words,
    { status, requestId, retryAfter: retryAfter(headers, now), headers: told, body },
    secrets,
  )

  function whatCame(): string {
    const type = headers.get('content-type')?.split(';')[0] || 'a body'
    const text = expected && !/html|plain/.test(type) ? '' : plainText(body)
    const came = `answered ${status} with ${body.trim() ? type : 'an empty body'}${text && ` that says: ${text}`}`
    if (!expected) return `The server ${came}`
    return `Expected ${expected}, but the server ${came}. Check that \`baseURL\` is an OpenAI-compatible API.`
  }
}

/** Makes the error a server spoke of, in a response or in the middle of a stream. */
export function errorFromWords(words: ServerWords, details: ErrorDetails, secrets: readonly string[]): ColloquyError {
  const show = (text: string | undefined, limit: number) => text && redact(text, secrets).slice(0, limit)
  const { status: told = 500, body } = details
  // Inside a 200, only the body tells the status.
  const status = told < 300 ? (words.status ?? told) : told
  const message = show(words.message, 2_000) || `The server answered with an error and no message (${told}).`
  return new (errorClass(status, words))(message, {
    status,
    code: show(words.code, 100),
    type: show(words.type, 100),
    param: show(words.param, 200),
    requestId: show(details.requestId, 200),
    retryAfter: details.retryAfter,
    headers: details.headers,
    body: show(body, bodyLimit),
  })
}

type ErrorClass = new (message: string, details: ErrorDetails) => ColloquyError

function errorClass(status: number, { code, type }: ServerWords): ErrorClass {
  if (code === 'insufficient_quota') return RateLimitError
  const classes: Record<number, ErrorClass> = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
  }
  const failed = status >= 500 && type !== 'invalid_request_error'
  return classes[status] ?? (failed ? ServerError : status >= 400 ? InvalidRequestError : InvalidResponseError)
}

/** The words of an HTML page or a plain text, without markup. */
function plainText(text: string): string {
  return text
    .slice(0, bodyLimit)
    .replace(/<(script|style)\b.*?<\/\1>|<[^>]*>/gis, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}
