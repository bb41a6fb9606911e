import { AuthenticationError, ConnectionError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import { redact } from '../errors/redact.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'
import type { Connection, HeaderOptions } from './options.ts'

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the base address, with a leading slash. */
  readonly path: string
  readonly headers: HeaderOptions
  readonly body: string | undefined
}

/** A response of any status, and what was sent with the request that must not be shown. */
export interface WireResponse {
  readonly response: HttpResponse
  readonly secrets: readonly string[]
}

/**
 * Sends a request once. Gives the response whatever its status; throws only where none came.
 *
 * Redirects are followed within the same origin, where method and body stay (307, 308). Anything else is refused: key
 * and prompt go to no address the caller did not name.
 */
export async function sendRequest(
  connection: Connection,
  { method, path, headers: added, body }: WireRequest,
  deadline: Deadline,
): Promise<WireResponse> {
  const headers = joinHeaders(await authorization(connection, deadline), connection.headers, added)
  const { origin, pathname, search } = connection.baseURL
  // The base's own path and query stay.
  let url = origin + pathname.replace(/\/+$/, '') + path + (path.includes('?') ? search.replace('?', '&') : search)
  for (let hop = 0; ; hop++) {
    let response: HttpResponse
    try {
      const request = { method, url, headers, ...(body && { body }) }
      response = await deadline.race(connection.transport(request, deadline))
    } catch (error) {
      throw deadline.failure ?? (isColloquyError(error) ? error : connectionError(error, origin, secretsOf(headers)))
    }
    const { status } = response
    if (response.type !== 'opaqueredirect' && (status < 300 || status > 399)) {
      return { response, secrets: secretsOf(headers) }
    }
    response.body?.cancel().catch(() => {})
    const location = response.headers.get('location')
    const next = location && URL.canParse(location, url) ? new URL(location, url) : undefined
    if (next?.origin !== origin || (status !== 307 && status !== 308) || hop === 3) {
      const where = next ? ` to ${next.origin}${next.pathname}` : ''
      const said = `${origin} redirects the request${where}. Set \`baseURL\` to that address if you trust it.`
      throw new ConnectionError(redact(said, secretsOf(headers)), { code: 'redirect_refused', status })
    }
    url = next.href
  }
}

async function authorization({ apiKey }: Connection, deadline: Deadline): Promise<HeaderOptions> {
  let key: unknown = apiKey
  if (typeof apiKey === 'function') {
    try {
      key = await deadline.race(Promise.resolve(apiKey()))
    } catch (cause) {
      throw isColloquyError(cause) ? cause : new AuthenticationError('The `apiKey` function failed.', { cause })
    }
  }
  // White space at the ends comes from files and shells, never from the issuer.
  return key === undefined || key === ''
    ? {}
    : { authorization: `Bearer ${typeof key === 'string' ? key.trim() : '\n'}` }
}

/** Later ones win; undefined removes. A bad value is not shown: it may be the key. */
function joinHeaders(...sources: HeaderOptions[]): Record<string, string> {
  const joined = new Map<string, string>()
  for (const source of sources) {
    for (const [given, value] of Object.entries(source)) {
      const name = given.toLowerCase()
      if (value === undefined) {
        joined.delete(name)
        continue
      }
      const text = value.trim()
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t -~\x80-\xff]*$/.test(text)) throw unsendable(name)
      joined.set(name, text)
    }
  }
  return Object.fromEntries(joined)
}

function unsendable(name: string): Error {
  const isKey = name === 'authorization'
  const message = `${isKey ? 'The API key' : 'A header'} cannot be sent: expected Latin characters on one line.`
  return isKey
    ? new AuthenticationError(message, { param: 'apiKey' })
    : new InvalidRequestError(message, { param: 'headers' })
}

function secretsOf(headers: HeaderOptions): string[] {
  return Object.entries(headers).flatMap(([name, value = '']) =>
    /auth|(?<!idempotency-)key|token|secret|cookie/.test(name) ? [value, value.replace(/^\w+ +/, '')] : [],
  )
}

function connectionError(error: unknown, origin: string, secrets: readonly string[]): ConnectionError {
  const said = reasonOf(error)
  const shown = redact(said, secrets)
  const hint = said.includes('ECONNREFUSED') ? ' Is the server running there?' : ''
  // Errors of other fetch functions may quote headers.
  const cause = shown === said ? error : undefined
  return new ConnectionError(`Could not reach ${origin}: ${shown}.${hint}`, { cause })
}

/** What a failed fetch says, with the system's code, which stands in the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { message, name, cause } = error
  if (cause instanceof Error) return reasonOf(cause)
  const code =
    'code' in error && typeof error.code === 'string' && !message.includes(error.code) ? `${error.code} ` : ''
  return (code + message).trim() || name
}
