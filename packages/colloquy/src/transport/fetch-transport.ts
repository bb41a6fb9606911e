import type { HttpFetch } from '../client/http-response.ts'
import { redirectRefused } from './redirect-refused.ts'
import type { Transport } from './transport.ts'

/** Sends over a `fetch`. Refuses a redirect of which it is not told where it leads, as web pages are not. */
export function fetchTransport(fetch: HttpFetch): Transport {
  return async ({ url, ...request }, { signal }) => {
    const response = await fetch(url, { ...request, redirect: 'manual', signal })
    if (response.status === 0) throw redirectRefused(url, 0)
    return response
  }
}
