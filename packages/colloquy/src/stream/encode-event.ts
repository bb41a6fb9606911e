import type { ChatCompletionChunk, ErrorResponse } from '../protocol/index.ts'

/** Writes a chunk, or an error in the middle of a stream, as one server-sent event. */
export function encodeEvent(chunk: ChatCompletionChunk | ErrorResponse): string {
  // JSON text holds no raw line break, so one data line is always enough.
  return `data: ${JSON.stringify(chunk)}\n\n`
}

/** Writes the mark that ends a stream of chunks. */
export function encodeDone(): string {
  return 'data: [DONE]\n\n'
}
