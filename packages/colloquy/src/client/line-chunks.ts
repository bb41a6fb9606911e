import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkReader } from '../stream/chunk-reader.ts'
import type { ChunkSource } from './chunk-source.ts'
import { brokenConnection } from './read-body.ts'

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

/** Reads chunks that were written as JSON, one a line. */
export class LineChunks implements ChunkSource {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #decoder = new TextDecoder()
  readonly #chunks = new ChunkReader()
  /** Pieces of an unfinished line, joined once. */
  #fragments: string[] = []

  constructor(readable: ReadableStream<Uint8Array>) {
    this.#reader = readable.getReader()
  }

  async read(): Promise<readonly ChatCompletionChunk[] | undefined> {
    for (;;) {
      const { done, value } = await this.#reader.read().catch((error: unknown) => {
        throw brokenConnection(error)
      })
      if (done) return this.#end()
      const lines = this.#decoder.decode(value, { stream: true }).split('\n')
      const rest = lines.pop() ?? ''
      if (lines.length > 0) {
        lines[0] = this.#fragments.join('') + lines[0]
        this.#fragments = []
      }
      if (rest) this.#fragments.push(rest)
      const chunks = lines.flatMap((line) => this.#chunkOf(line))
      if (chunks.length > 0) return chunks
    }
  }

  close(): void {
    this.#reader.cancel().catch(() => {})
  }

  #chunkOf(line: string): ChatCompletionChunk[] {
    if (!line.trim()) return []
    const chunk = this.#chunks.read({ event: 'message', data: line })
    return chunk ? [chunk] : []
  }

  /** The last line may lack its end. */
  #end(): readonly ChatCompletionChunk[] | undefined {
    const chunks = this.#chunkOf(this.#fragments.join(''))
    this.#fragments = []
    this.#chunks.end()
    return chunks.length > 0 ? chunks : undefined
  }
}
