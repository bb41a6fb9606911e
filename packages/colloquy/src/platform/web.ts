import { fetchTransport } from '../transport/fetch-transport.ts'
import type { Transport } from '../transport/transport.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'

/**
 * Sends over the global `fetch`: in browsers, on the edge, in Deno and Bun. It is looked up at each call, as mocks
 * replace it, and called as a function: as a method, that of browsers throws "Illegal invocation".
 */
export const transport: Transport = fetchTransport((url, init) => fetch(url, init))
