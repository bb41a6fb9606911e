import { fetchTransport } from '../transport/fetch-transport.ts'
import type { Transport } from '../transport/transport.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'
/** Sends over a `fetch`; redirects are refused: a page is not told where they lead. */
export { fetchTransport as transportOver } from '../transport/fetch-transport.ts'

/** Sends over the global `fetch`, looked up at each call and called as a function, as by `web.ts`. */
export const transport: Transport = fetchTransport((url, init) => fetch(url, init))

/** Pages have no environment. */
export function environment(_name: string): undefined {}

/** Pages send no key of their own: servers list the headers that pages may send, and few list this one. */
export function newIdempotencyKey(): undefined {}
