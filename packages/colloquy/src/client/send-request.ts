import { AuthenticationError, InvalidRequestError } from '../errors/colloquy-error.ts'
import { connectionError } from '../errors/connection-error.ts'
import { errorFromResponse } from '../errors/error-from-response.ts'
import { secretsOf } from '../errors/secrets-of.ts'
import { redirectRefused } from '../transport/redirect-refused.ts'
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
  const { apiKey = '', baseURL, transport } = connection
  let authorization: string | undefined
  try {
    // White space at the ends comes from files and shells, never from the issuer.
    const key = (typeof apiKey === 'function' ? await apiKey() : apiKey).trim()
    if (key) authorization = `Bearer ${key}`
  } catch (cause) {
    throw new AuthenticationError('`apiKey` gave no key.', { param: 'apiKey', cause })
  }
  // The key may have been long in coming.
  if (deadline.failure) throw deadline.failure
  const headers = joinHeaders({ authorization }, connection.headers, added)
  // The base's own path and query stay.
  const url = baseURL.href.replace(/\/*(?=[?#]|$)/, path)
  try {
    const sent = { response: await transport({ method, url, headers, body }, deadline), headers }
    if (sent.response.ok) return sent
    // Web pages are not told where a redirect leads.
    if (!sent.response.status) throw redirectRefused(0)
    throw errorFromResponse(sent, await readBody(sent.response, deadline))
  } catch (error) {
    throw connectionError(error, `Could not reach ${baseURL.origin}`, secretsOf(headers))
  }
}

/** Later ones win; undefined removes. */
function joinHeaders(...sources: (HeaderOptions | undefined)[]): Record<string, string> {
  const joined: Record<string, string> = {}
  for (const source of sources) {
    for (const given in source) {
      const name = given.toLowerCase()
      const value = source[given]?.trim()
      if (value === undefined) delete joined[name]
      else joined[name] = value
      if (/^[\w!#$%&'*+.^`|~-]+:[\t -~\x80-\xff]*$/.test(`${name}:${value}`)) continue
      const isKey = name === 'authorization'
      const WrongError = isKey ? AuthenticationError : InvalidRequestError
      const param = isKey ? 'apiKey' : 'headers'
      // The value is not shown: it may be the key.
      throw new WrongError(`\`${param}\` must be Latin characters on one line.`, { param })
    }
  }
  return joined
}
