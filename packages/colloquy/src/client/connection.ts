import { fromEnvironment, transportOver } from '#platform'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { Transport } from '../transport/transport.ts'
import type { ClientOptions } from './options.ts'

/** Where calls go: the client's options, with the address checked and the transport chosen. */
export interface Connection extends ClientOptions {
  readonly baseURL: URL
  readonly transport: Transport
}

/** Checks where to send and how. Throws `InvalidRequestError` for an address that cannot be used. */
export function resolveConnection(given: ClientOptions): Connection {
  const options = fromEnvironment(given)
  return { ...options, baseURL: parseBaseURL(options.baseURL), transport: transportOver(options.fetch) }
}

/** The address to send to. Throws `InvalidRequestError` for one that cannot be used. */
export function parseBaseURL(given: string | URL = 'https://api.openai.com/v1'): URL {
  const url = URL.canParse(given) && new URL(given)
  if (url && /^https?:\/\/[^/@]*\//.test(url.href)) return url
  // The address is not shown: it may hold a password.
  throw new InvalidRequestError('`baseURL` must be like https://api.openai.com/v1, without a password.', {
    param: 'baseURL',
  })
}
