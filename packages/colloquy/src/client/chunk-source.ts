import type { ChatCompletionChunk } from '../protocol/index.ts'

/** Where a stream's chunks come from: the bytes of a response, or a backend in this process. */
export interface ChunkSource {
  /**
   * Waits for the next chunks, all that came at once; undefined at the end. Throws typed errors. The work behind it is
   * stopped when the deadline of the stream fails.
   */
  read(): Promise<readonly ChatCompletionChunk[] | undefined>
}
