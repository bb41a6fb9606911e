export { TemplateChunkDecoder as ChunkDecoder } from '../stream/template-chunk-decoder.ts'
export { transport } from '../transport/node/transport.ts'
