import { connectionError } from '../errors/connection-error.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkReader } from '../stream/chunk-reader.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'

/** Writes chunks as JSON, one a line. Leaving the bytes unread leaves the chunks unread. */
export function toLines(chunks: AsyncIterator<ChatCompletionChunk>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
      },
      async cancel() {
        await chunks.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

/** Reads chunks that were written as JSON, one a line; the last line may lack its end. */
export function lineChunks(readable: ReadableStream<Uint8Array>, deadline: Deadline): ChunkSource {
  const source = readable.getReader()
  deadline.onFail(() => void source.cancel().catch(() => {}))
  const decoder = new TextDecoder()
  const reader = new ChunkReader()
  /** Pieces of an unfinished line, joined once. */
  let fragments: string[] = []
  const chunksOf = (lines: readonly string[]): ChatCompletionChunk[] =>
    lines.flatMap((data) => (data.trim() && reader.read({ event: 'message', data })) || [])
  return {
    async read() {
      for (;;) {
        const { done, value } = await source.read().catch((error: unknown) => {
          throw connectionError(error)
        })
        const lines = (done ? `${decoder.decode()}\n` : decoder.decode(value, { stream: true })).split('\n')
        const rest = lines.pop() ?? ''
        if (lines.length > 0) {
          lines[0] = fragments.join('') + lines[0]
          fragments = []
        }
        if (rest) fragments.push(rest)
        const chunks = chunksOf(lines)
        if (done) reader.end()
        if (chunks.length > 0) return chunks
        if (done) return undefined
      }
    },
  }
}
