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
import { retryAfter } from './retry-after.ts'
import { secretsOf } from './secrets-of.ts'
import { serverWords, type ServerWords } from './server-words.ts'

/** Enough for any message; a server that answers with 32 MB of error page costs no more memory. */
export const bodyLimit = 65_536

/** The head of a failed answer, and the headers of its request: servers echo the key. */
export interface FailedAnswer {
  readonly response: { readonly status: number; readonly headers: Iterable<[string, string]> }
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Makes the error that a response stands for, in the server's own words, whatever dialect it speaks.
 *
 * The class follows the status, the code is the server's where it gives one. `body` keeps the raw text, cut to 64 KiB.
 *
 * @param expected What should have come in place of this body, where the status told no failure.
 * @param now The current time in Unix milliseconds, to read a `retry-after` date.
 */
export function errorFromResponse(
  { response: { status, headers }, headers: sent }: FailedAnswer,
  body: string,
  expected?: string,
  now?: number,
): ColloquyError {
  const secrets = secretsOf(sent)
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) {
    if (!/cookie/i.test(name)) shown[name.toLowerCase()] = redact(value, secrets)
  }
  const words = serverWords(parseJson(body), status)
  return errorFromWords(
    { ...words, message: words?.message || whatCame() },
    { status, requestId: shown['x-request-id'], retryAfter: retryAfter(shown, now), headers: shown, body },
    secrets,
  )

  function whatCame(): string {
    const type = shown['content-type']?.split(';')[0] || 'a body'
    // A body of another form may be an answer, which messages do not show.
    const text = expected && !/html|plain/.test(type) ? '' : plainText(body)
    const came = `The server answered ${status} with ${body.trim() ? type : 'an empty body'}${text && `: ${text}`}`
    return expected ? `${came}. Expected ${expected}: check \`baseURL\`.` : came
  }
}

/** Makes the error a server spoke of, in a response or in the middle of a stream. */
export function errorFromWords(
  { message, code, type, param, status: told }: ServerWords,
  details: ErrorDetails & { status: number },
  secrets: readonly string[],
): ColloquyError {
  const show = (text = '', limit = 2_000) => redact(text, secrets).slice(0, limit) || undefined
  // Inside a 200, only the body tells the status.
  const status = (details.status < 300 && told) || details.status
  return new (errorClass(status, code, type))(show(message) ?? '', {
    ...details,
    status,
    code: show(code),
    type: show(type),
    param: show(param),
    body: show(details.body, bodyLimit),
  })
}

type ErrorClass = new (message: string, details: ErrorDetails) => ColloquyError

function errorClass(status: number, code: string | undefined, type: string | undefined): ErrorClass {
  const classes: Record<number, ErrorClass> = {
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    429: RateLimitError,
  }
  const failed = status >= 500 && type !== 'invalid_request_error'
  return (
    classes[code === 'insufficient_quota' ? 429 : status] ??
    (failed ? ServerError : status >= 400 ? InvalidRequestError : InvalidResponseError)
  )
}

/** The words of an HTML page or a plain text, without markup. */
function plainText(text: string): string {
  return text
    .slice(0, bodyLimit)
    .replace(/(<(script|style)\b.*?<\/\2>|<[^>]*>|\s)+/gis, ' ')
    .trim()
    .slice(0, 300)
}
