import type { ChatCompletionChunk } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { ChunkStream } from './chunk-stream.ts'
import type { Deadline } from './deadline.ts'

/** Splits a stream: each side that is made gives every chunk; the stream is closed when the deadlines of all have failed. */
export function teeChunks(stream: ChunkStream): (deadline: Deadline) => ChunkSource {
  /** For each side that is open, the chunks that the other has read already; undefined marks the end. */
  const queues = new Set<(ChatCompletionChunk | undefined)[]>()
  let reading: Promise<void> | undefined
  return side

  function side(deadline: Deadline): ChunkSource {
    const queue: (ChatCompletionChunk | undefined)[] = []
    queues.add(queue)
    deadline.onFail(() => {
      if (queues.delete(queue) && queues.size === 0) void stream.return()
    })
    return {
      async read() {
        // Whoever comes while a chunk is read for both waits for the same.
        if (queue.length === 0) await (reading ??= read())
        const chunk = queue.shift()
        return chunk && [chunk]
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
