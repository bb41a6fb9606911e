import { AuthenticationError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import { connectionError } from '../errors/connection-error.ts'
import { errorFromResponse } from '../errors/error-from-response.ts'
import { secretsOf } from '../errors/secrets-of.ts'
import type { Call } from './call.ts'
import type { Deadline } from './deadline.ts'
import type { HttpResponse } from './http-response.ts'
import type { Connection } from './connection.ts'
import type { HeaderOptions } from './options.ts'
import { readBody } from './read-body.ts'

/** An accepted request's response, and the headers of the request: what is secret in them must not be shown. */
export interface WireResponse {
  readonly response: HttpResponse
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a request once. Throws where no response came, and what another status than 2xx stands for. */
export async function sendRequest(
  connection: Connection,
  { method, path, body }: Call,
  added: HeaderOptions,
  deadline: Deadline,
): Promise<WireResponse> {
  const { baseURL, transport } = connection
  const headers = joinHeaders({ authorization: await authorization(connection, deadline) }, connection.headers, added)
  // The base's own path and query stay.
  const url = baseURL.origin + baseURL.pathname.replace(/\/*$/, path) + baseURL.search
  const response = await deadline
    .race(() => transport({ method, url, headers, body }, deadline))
    .catch((error: unknown) => {
      throw connectionError(error, `Could not reach ${baseURL.origin}`, secretsOf(headers))
    })
  const sent = { response, headers }
  if (response.ok) return sent
  throw errorFromResponse(sent, await readBody(response, deadline))
}

async function authorization({ apiKey }: Connection, deadline: Deadline): Promise<string | undefined> {
  try {
    const key = typeof apiKey === 'function' ? await deadline.race(apiKey) : apiKey
    // White space at the ends comes from files and shells, never from the issuer.
    return key === undefined || key === '' ? undefined : `Bearer ${key.trim()}`
  } catch (cause) {
    if (isColloquyError(cause)) throw cause
    throw new AuthenticationError('`apiKey` gave no key.', { param: 'apiKey', cause })
  }
}

/** Later ones win; undefined removes. */
function joinHeaders(...sources: (HeaderOptions | undefined)[]): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const source of sources) {
    for (const [given, value] of Object.entries(source ?? {})) {
      const name = given.toLowerCase()
      if (value === undefined) delete joined[name]
      else joined[name] = value.trim()
    }
  }
  for (const [name, value] of Object.entries(joined)) {
    if (/^[\w!#$%&'*+.^`|~-]+:[\t -~\x80-\xff]*$/.test(`${name}:${value}`)) continue
    const [WrongError, param] =
      name === 'authorization'
        ? ([AuthenticationError, 'apiKey'] as const)
        : ([InvalidRequestError, 'headers'] as const)
    // The value is not shown: it may be the key.
    throw new WrongError(`\`${param}\` must be Latin characters on one line.`, { param })
  }
  return joined
}
