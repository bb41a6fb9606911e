import type { HttpFetch } from '../client/http-response.ts'
import { fetchTransport } from '../transport/fetch-transport.ts'
import { followRedirects } from '../transport/follow-redirects.ts'
import type { Transport } from '../transport/transport.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'
export { environment } from './environment.ts'

/** Sends over a `fetch`. */
export function transportOver(fetch: HttpFetch): Transport {
  return followRedirects(fetchTransport(fetch))
}

/**
 * Sends over the global `fetch`: on the edge, in Deno and Bun. It is looked up at each call, as mocks replace it, and
 * called as a function: as a method, that of browsers throws "Illegal invocation".
 */
export const transport: Transport = transportOver((url, init) => fetch(url, init))

/** Marks the attempts of a call as one. Pages and their workers, where they load this, send none: see `browser.ts`. */
export function newIdempotencyKey(): string | undefined {
  return 'location' in globalThis ? undefined : crypto.randomUUID()
}
