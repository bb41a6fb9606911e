import { followRedirects } from '../transport/follow-redirects.ts'
import { fetchWithoutCopy } from '../transport/node/fetch-without-copy.ts'
import { transport as nodeTransport } from '../transport/node/transport.ts'
import type { HttpFetch } from '../client/http-response.ts'
import type { Transport } from '../transport/transport.ts'
import { transportOver as overFetch } from './web.ts'

export { TemplateChunkDecoder as ChunkDecoder } from '../stream/template-chunk-decoder.ts'
export { isWhole } from './is-whole.ts'
export { environment, fromEnvironment, newIdempotencyKey, withHint } from './web.ts'

const ownFetch = globalThis.fetch
const ownTransport = followRedirects(nodeTransport)

/**
 * Sends over a `fetch`, by default over `node:http`; over a global `fetch` that was put in the place of Node's since, as
 * mocks and recorders do.
 */
export function transportOver(fetch?: HttpFetch): Transport {
  const webTransport = overFetch(fetchWithoutCopy(fetch))
  return (request, ending) => (fetch || globalThis.fetch !== ownFetch ? webTransport : ownTransport)(request, ending)
}
