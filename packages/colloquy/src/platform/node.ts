import { transport as nodeTransport } from '../transport/node/transport.ts'
import type { Transport } from '../transport/transport.ts'
import { transport as webTransport } from './web.ts'

export { TemplateChunkDecoder as ChunkDecoder } from '../stream/template-chunk-decoder.ts'

const ownFetch = globalThis.fetch

/** Sends over `node:http`; over a `fetch` that was put in the place of Node's since, as mocks and recorders do. */
export const transport: Transport = (request, ending) =>
  globalThis.fetch === ownFetch ? nodeTransport(request, ending) : webTransport(request, ending)
