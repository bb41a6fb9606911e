import { ChatCompletionStream } from '../client/completion-stream.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'

/** What `stream: true` is answered with; openai's package has it in `openai/streaming`. */
export type Stream<Chunk = ChatCompletionChunk> = ChatCompletionStream & AsyncIterable<Chunk>
/** Its class, for `instanceof Stream` and `Stream.fromReadableStream(bytes)`. */
export const Stream: typeof ChatCompletionStream = ChatCompletionStream
