import type { ChatCompletionChunk } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { ChunkStream } from './chunk-stream.ts'

/** Splits a stream: each side gives every chunk; the stream is closed when both sides are. */
export function teeChunks(stream: ChunkStream): [ChunkSource, ChunkSource] {
  /** For each side that is open, the chunks that the other has read already; undefined marks the end. */
  const queues = new Set<(ChatCompletionChunk | undefined)[]>()
  let reading: Promise<void> | undefined
  return [side(), side()]

  function side(): ChunkSource {
    const queue: (ChatCompletionChunk | undefined)[] = []
    queues.add(queue)
    return {
      async read() {
        // Whoever comes while a chunk is read for both waits for the same.
        if (queue.length === 0) await (reading ??= read())
        const chunk = queue.shift()
        return chunk && [chunk]
      },
      close() {
        if (queues.delete(queue) && queues.size === 0) void stream.return()
      },
    }
  }

  async function read(): Promise<void> {
    try {
      const { value } = await stream.next()
      for (const queue of queues) queue.push(value)
    } finally {
      reading = undefined
    }
  }
}
