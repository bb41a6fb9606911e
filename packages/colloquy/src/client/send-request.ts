import { AuthenticationError, ConnectionError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import { redact } from '../errors/redact.ts'
import type { Deadline } from './deadline.ts'
import type { Connection, HeaderOptions } from './options.ts'

/** One request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST'
  /** Below the base address, with a leading slash. */
  readonly path: string
  readonly headers: HeaderOptions
  readonly body?: string
}

/** A response of any status, and what was sent with the request that must not be shown. */
export interface WireResponse {
  readonly response: Response
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
  let url = endpoint(connection.baseURL, path)
  for (let hop = 0; ; hop++) {
    let response: Response
    try {
      const init = { method, headers, redirect: 'manual' as const, signal: deadline.signal, ...(body && { body }) }
      response = await deadline.race(connection.fetch(url, init))
    } catch (error) {
      throw deadline.failure ?? connectionError(error, url, secretsOf(headers))
    }
    const { status } = response
    if (response.type !== 'opaqueredirect' && (status < 300 || status > 399)) {
      return {
        response,
        get secrets() {
          return secretsOf(headers)
        },
      }
    }
    response.body?.cancel().catch(() => {})
    const next = redirectTarget(response, url)
    const stays = next?.origin === new URL(url).origin && (status === 307 || status === 308)
    if (!stays || hop === 3) throw redirectError(status, url, next)
    url = next.href
  }
}

function redirectTarget({ headers }: Response, url: string): URL | undefined {
  const location = headers.get('location')
  return location && URL.canParse(location, url) ? new URL(location, url) : undefined
}

/** Joins path and base address; the base's own path and query stay. */
function endpoint({ origin, pathname, search }: URL, path: string): string {
  return origin + pathname.replace(/\/+$/, '') + path + search
}

async function authorization({ apiKey }: Connection, deadline: Deadline): Promise<HeaderOptions> {
  let key: unknown = apiKey
  if (typeof apiKey === 'function') {
    try {
      key = await deadline.race(apiKey())
    } catch (error) {
      if (isColloquyError(error)) throw error
      throw new AuthenticationError('The `apiKey` function failed; its error is the `cause`.', { cause: error })
    }
  }
  if (key === undefined || key === '') return {}
  // White space at the ends comes from files and shells, never from the issuer.
  return { authorization: `Bearer ${typeof key === 'string' ? key.trim() : unsendable('apiKey')}` }
}

/** Later ones win; undefined removes. Checked here because fetch quotes a bad value, which may be the key. */
function joinHeaders(...sources: HeaderOptions[]): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const source of sources) {
    for (const [name, value] of Object.entries(source)) {
      const key = name.toLowerCase()
      if (value === undefined) delete joined[key]
      else if (!/^[\w!#$%&'*+.^`|~-]+$/.test(key) || /[^\t -~\u0080-\u00ff]/.test(value)) unsendable(key)
      else joined[key] = value
    }
  }
  return joined
}

function unsendable(name: string): never {
  if (name === 'authorization' || name === 'apiKey') {
    const message =
      'The API key is no text that a header can carry: expected printable ASCII. Copy it again, on one line.'
    throw new AuthenticationError(message, { param: 'apiKey' })
  }
  throw new InvalidRequestError('A header has a name or a value that cannot be sent: expected ASCII on one line.', {
    param: 'headers',
  })
}

function secretsOf(headers: Record<string, string>): string[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    /auth|key|token|secret|cookie/.test(name) && name !== 'idempotency-key' ? [value, value.replace(/^\w+ +/, '')] : [],
  )
}

function connectionError(error: unknown, url: string, secrets: readonly string[]): ConnectionError {
  const said = reasonOf(error)
  const hint = said.includes('ECONNREFUSED') ? ' Is the server running there?' : ''
  return new ConnectionError(`Could not reach ${new URL(url).origin}: ${redact(said, secrets)}.${hint}`, {
    // Errors of other fetch functions may quote headers.
    cause: redact(said, secrets) === said ? error : undefined,
  })
}

/** What a failed fetch says, with the system's code, which stands in the cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (!(cause instanceof Error)) return error.message || error.name
  return 'code' in cause && !cause.message.includes(String(cause.code))
    ? `${String(cause.code)} ${cause.message}`.trim()
    : cause.message
}

function redirectError(status: number, url: string, target: URL | undefined): ConnectionError {
  const where = target ? ` to ${target.origin}${target.pathname}` : ''
  const message = `${new URL(url).origin} redirects the request${where}. It was not followed: set \`baseURL\` to the new address if you trust it.`
  return new ConnectionError(message, { code: 'redirect_refused', status })
}
