import type { HttpFetch } from '../client/http-response.ts'
import type { Transport } from './transport.ts'

/**
 * Sends over a `fetch`.
 *
 * @param own Default: the global one. It is looked up at each call, as mocks replace it, and called as a function: as a
 *   method, that of browsers throws "Illegal invocation".
 */
export function fetchTransport(own?: HttpFetch): Transport {
  return ({ url, method, headers, body }, { signal }) =>
    (own ?? fetch)(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
}
