import type { ChatCompletionChunk } from '../protocol/index.ts'

/** Where a stream's chunks come from: the bytes of a response, or a backend in this process. */
export interface ChunkSource {
  /** Waits for the next chunks, all that came at once; undefined at the end. Throws typed errors. */
  read(): Promise<readonly ChatCompletionChunk[] | undefined>
  /** Stops the work behind the stream. Must not throw. */
  close(): void
}
