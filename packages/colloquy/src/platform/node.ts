import { followRedirects } from '../transport/follow-redirects.ts'
import { transport as nodeTransport } from '../transport/node/transport.ts'
import type { Transport } from '../transport/transport.ts'
import { transport as webTransport } from './web.ts'

export { TemplateChunkDecoder as ChunkDecoder } from '../stream/template-chunk-decoder.ts'
export { environment, newIdempotencyKey, transportOver } from './web.ts'

const ownFetch = globalThis.fetch
const ownTransport = followRedirects(nodeTransport)

/** Sends over `node:http`; over a `fetch` that was put in the place of Node's since, as mocks and recorders do. */
export const transport: Transport = (request, ending) =>
  globalThis.fetch === ownFetch ? ownTransport(request, ending) : webTransport(request, ending)
