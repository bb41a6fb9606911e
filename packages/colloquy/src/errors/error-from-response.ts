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
 */
export function errorFromResponse(
  { response: { status, headers }, headers: sent }: FailedAnswer,
  body: string,
  expected?: string,
): ColloquyError {
  const secrets = secretsOf(sent)
  const shown: Record<string, string> = {}
  for (const [name, value] of headers) {
    if (!/cookie/i.test(name)) shown[name.toLowerCase()] = redact(value, secrets)
  }
  const type = shown['content-type'] || 'a body'
  // Blanked before anything is cut, as half a key is no text that could be found.
  const text = plainText(redact(body, secrets))
  const said = parseJson(body)
  // Of JSON no word: it may be an answer.
  const came = `The server answered ${status} with ${body.trim() ? type : 'no body'}${said || !text ? '' : `: ${text}`}`
  return errorFromWords(
    serverWords(said, status),
    expected ? `${came}. Expected ${expected}: check \`baseURL\`.` : came,
    { status, requestId: shown['x-request-id'], retryAfter: retryAfter(shown), headers: new Headers(shown), body },
    secrets,
  )
}

/** Makes the error a server spoke of, in a response or in the middle of a stream. */
export function errorFromWords(
  { message, code, type, param, status: told }: Partial<ServerWords> | undefined = {},
  otherwise: string,
  details: ErrorDetails & { status: number },
  secrets: readonly string[],
): ColloquyError {
  const show = (text = '', limit = 2_000) => redact(text, secrets).slice(0, limit) || undefined
  // Inside a 200, only the body tells the status.
  const status = (details.status < 300 && told) || details.status
  const SpokenError =
    classes[code === 'insufficient_quota' ? 429 : status] ??
    (status >= 500 && type !== 'invalid_request_error'
      ? ServerError
      : status >= 400
        ? InvalidRequestError
        : InvalidResponseError)
  return new SpokenError(show(message || otherwise) ?? '', {
    ...details,
    status,
    code: show(code),
    type: show(type),
    param: show(param),
    body: show(details.body, bodyLimit),
  })
}

/** The words of a page, without its markup, or of a plain text. */
function plainText(body: string): string {
  return body
    .slice(0, bodyLimit)
    .replace(/(<(script|style)\b.*?<\/\2>|<[^<>]*>|\s)+/gis, ' ')
    .trim()
    .slice(0, 200)
}

type ErrorClass = new (message: string, details: ErrorDetails) => ColloquyError

const classes: Readonly<Record<number, ErrorClass>> = {
  401: AuthenticationError,
  403: PermissionDeniedError,
  404: NotFoundError,
  409: ConflictError,
  429: RateLimitError,
}
