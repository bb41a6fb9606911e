import type { HttpFetch } from '../client/http-response.ts'
import { redirectRefused } from './redirect-refused.ts'
import type { Transport } from './transport.ts'

/**
 * Sends over a `fetch`. Refuses a redirect of which it is not told where it leads, as web pages are not.
 *
 * @param own Default: the global one. It is looked up at each call, as mocks replace it, and called as a function: as a
 *   method, that of browsers throws "Illegal invocation".
 */
export function fetchTransport(own?: HttpFetch): Transport {
  return async ({ url, method, headers, body }, { signal }) => {
    const response = await (own ?? fetch)(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    if (response.status === 0) throw redirectRefused(0)
    return response
  }
}
