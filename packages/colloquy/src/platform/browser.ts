import type { HttpFetch } from '../client/http-response.ts'
import { fetchTransport } from '../transport/fetch-transport.ts'
import { redirectRefused } from '../transport/redirect-refused.ts'
import type { Transport } from '../transport/transport.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'

/** Sends over a `fetch`. Redirects are refused: a page is not told where they lead, which is in the headers. */
export function transportOver(fetch: HttpFetch): Transport {
  const send = fetchTransport(fetch)
  return async (request, ending) => {
    const response = await send(request, ending)
    if (response.status === 0) throw redirectRefused(new URL(request.url).origin, 0)
    return response
  }
}

/** Sends over the global `fetch`, looked up at each call and called as a function, as by `web.ts`. */
export const transport: Transport = transportOver((url, init) => fetch(url, init))

/** Pages have no environment. */
export function environment(_name: string): undefined {}

/** Pages send no key of their own: servers list the headers that pages may send, and few list this one. */
export function newIdempotencyKey(): undefined {}
