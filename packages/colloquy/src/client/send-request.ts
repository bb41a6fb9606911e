import { AuthenticationError, ConnectionError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import { bodyLimit, errorFromResponse } from '../errors/error-from-response.ts'
import { redact } from '../errors/redact.ts'
import type { Call } from './call.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'
import { parseURL, type Connection, type HeaderOptions } from './options.ts'
import { readBody } from './read-body.ts'

/** An accepted request's response, and what was sent with the request that must not be shown. */
export interface WireResponse {
  readonly response: HttpResponse
  readonly secrets: readonly string[]
}

/**
 * Sends a request once. Throws where no response came, and what another status than 2xx stands for.
 *
 * Redirects are followed within the same origin, where method and body stay (307, 308). Anything else is refused: key
 * and prompt go to no address the caller did not name.
 */
export async function sendRequest(
  connection: Connection,
  { method, path, body }: Call,
  added: HeaderOptions,
  deadline: Deadline,
): Promise<WireResponse> {
  const headers = joinHeaders(await authorization(connection, deadline), connection.headers, added)
  const secrets = secretsOf(headers)
  const { origin, pathname, search } = connection.baseURL
  // The base's own path and query stay.
  let url = origin + pathname.replace(/\/+$/, '') + path + (path.includes('?') ? search.replace('?', '&') : search)
  for (let hop = 0; ; hop++) {
    const request = { method, url, headers, ...(body && { body }) }
    const response = await deadline
      .race(() => connection.transport(request, deadline))
      .catch((error: unknown) => {
        throw isColloquyError(error) ? error : connectionError(error, origin, secrets)
      })
    const { ok, status, type } = response
    if (ok) return { response, secrets }
    // A web page is not told the status of a redirect.
    if (type !== 'opaqueredirect' && (status < 300 || status > 399)) {
      const text = await readBody(response, deadline, { limit: bodyLimit, cut: true })
      throw errorFromResponse(status, response.headers, text, { secrets })
    }
    response.body?.cancel().catch(() => {})
    const location = response.headers.get('location')
    const next = location ? parseURL(location, url) : undefined
    if (next?.origin !== origin || (status !== 307 && status !== 308) || hop === 3) {
      const where = next ? ` to ${next.origin}${next.pathname}` : ''
      const said = `${origin} redirects the request${where}. Set \`baseURL\` to that address if you trust it.`
      throw new ConnectionError(redact(said, secretsOf(headers)), { code: 'redirect_refused', status })
    }
    url = next.href
  }
}

async function authorization({ apiKey }: Connection, deadline: Deadline): Promise<HeaderOptions> {
  const key: unknown =
    typeof apiKey === 'function'
      ? await deadline.race(apiKey).catch((cause: unknown) => {
          throw isColloquyError(cause) ? cause : new AuthenticationError('The `apiKey` function failed.', { cause })
        })
      : apiKey
  if (key === undefined || key === '') return {}
  if (typeof key !== 'string') throw unsendable('authorization')
  // White space at the ends comes from files and shells, never from the issuer.
  return { authorization: `Bearer ${key.trim()}` }
}

/** Later ones win; undefined removes. */
function joinHeaders(...sources: (HeaderOptions | undefined)[]): Record<string, string> {
  const joined = new Map<string, string>()
  for (const source of sources) {
    for (const [given, value] of Object.entries(source ?? {})) {
      const name = given.toLowerCase()
      if (value === undefined) joined.delete(name)
      else joined.set(name, value.trim())
    }
  }
  for (const [name, value] of joined) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t -~\x80-\xff]*$/.test(value)) throw unsendable(name)
  }
  return Object.fromEntries(joined)
}

/** The value is not shown: it may be the key. */
function unsendable(name: string): Error {
  const isKey = name === 'authorization'
  const message = `${isKey ? 'The API key' : 'A header'} cannot be sent: expected Latin characters on one line.`
  return new (isKey ? AuthenticationError : InvalidRequestError)(message, { param: isKey ? 'apiKey' : 'headers' })
}

function secretsOf(headers: Record<string, string>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|(?<!idempotency-)key|token|secret|cookie/.test(name) ? [value, value.replace(/^\w+ +/, '')] : [],
  )
}

function connectionError(error: unknown, origin: string, secrets: readonly string[]): ConnectionError {
  const said = reasonOf(error)
  const shown = redact(said, secrets)
  const hint = said.includes('ECONNREFUSED') ? ' Is the server running there?' : ''
  // Errors of other fetch functions may quote headers.
  return new ConnectionError(`Could not reach ${origin}: ${shown}.${hint}`, shown === said ? { cause: error } : {})
}

/** What a failed fetch says; the system's words stand in the innermost cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause, message, name } = error
  if (cause instanceof Error) return reasonOf(cause)
  return message || ('code' in error && String(error.code)) || name
}
