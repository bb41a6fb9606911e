import { environment, transportOver } from '#platform'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { parseURL } from '../parse-url.ts'
import type { Transport } from '../transport/transport.ts'
import type { ClientOptions } from './options.ts'

/** Where calls go: the client's options, with the address checked and the transport chosen. */
export interface Connection extends ClientOptions {
  readonly baseURL: URL
  readonly transport: Transport
}

/** Checks where to send and how. Throws `InvalidRequestError` for an address that cannot be used. */
export function resolveConnection(options: ClientOptions): Connection {
  return {
    ...options,
    apiKey: options.apiKey ?? environment('OPENAI_API_KEY'),
    baseURL: parseBaseURL(options.baseURL),
    transport: transportOver(options.fetch),
  }
}

/** The address to send to. Throws `InvalidRequestError` for one that cannot be used. */
export function parseBaseURL(given?: string | URL): URL {
  const url = parseURL(given ?? environment('OPENAI_BASE_URL') ?? 'https://api.openai.com/v1')
  if (url && /^https?:\/\/[^/@]*\//.test(url.href)) return url
  // The address is not shown: it may hold a password.
  throw new InvalidRequestError('`baseURL` must be like https://api.example.com/v1, without a password.', {
    param: 'baseURL',
  })
}
