import type { HttpFetch } from '../client/http-response.ts'
import type { Transport } from './transport.ts'

/** Sends over a `fetch`. */
export function fetchTransport(fetch: HttpFetch): Transport {
  return ({ url, ...request }, ending) => fetch(url, { ...request, redirect: 'manual', signal: ending.signal })
}
