import type { HttpFetch } from '../client/http-response.ts'
import { fetchTransport } from '../transport/fetch-transport.ts'
import { followRedirects } from '../transport/follow-redirects.ts'
import type { Transport } from '../transport/transport.ts'

export { ChunkDecoder } from '../stream/chunk-decoder.ts'
export { environment, fromEnvironment } from './environment.ts'
export { isWhole } from './browser.ts'
export { withHint } from './with-hint.ts'

/** Sends over a `fetch`, by default the global one: on the edge, in Deno and Bun. */
export function transportOver(fetch?: HttpFetch): Transport {
  return followRedirects(fetchTransport(fetch))
}

let ownKey: string | undefined
let calls = 0

/** Marks the attempts of a call as one. Pages and their workers, where they load this, send none: see `browser.ts`. */
export function newIdempotencyKey(): string | undefined {
  if ('location' in globalThis) return undefined
  // Unique, not secret: `crypto` would take Node 1.3 ms to load, of the 30 that a process needs for its first stream.
  // Drawn once, which costs less, and not while modules load, when some runtimes refuse to draw.
  ownKey ??= [Date.now(), Math.random() * 2 ** 53, Math.random() * 2 ** 53].map((part) => part.toString(36)).join('-')
  return `${ownKey}-${++calls}`
}
