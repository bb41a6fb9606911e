import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkReader, type ChunkReaderOptions } from './chunk-reader.ts'
import { EventDecoder, type EventDecoderOptions } from './event-decoder.ts'

/** How a {@link ChunkDecoder} reads. */
export interface ChunkDecoderOptions extends ChunkReaderOptions, EventDecoderOptions {}

/** Turns the bytes of an event stream into chunks, however the bytes are split. Pure; one instance per stream. */
export class ChunkDecoder {
  protected readonly events: EventDecoder
  readonly #chunks: ChunkReader

  constructor(options: ChunkDecoderOptions = {}) {
    this.events = new EventDecoder(options)
    this.#chunks = new ChunkReader(options)
  }

  /** True once the server sent `[DONE]`; what follows is ignored. */
  get done(): boolean {
    return this.#chunks.done
  }

  /** Takes the next bytes and adds the chunks they complete to `into`. Throws what {@link ChunkReader.read} throws. */
  push(bytes: Uint8Array, into: ChatCompletionChunk[]): void {
    for (const event of this.events.push(bytes)) {
      const chunk = this.#chunks.read(event)
      if (chunk) into.push(chunk)
    }
  }

  /** Tells that no more bytes come. Throws `StreamTruncatedError` unless every choice came to its end. */
  end(into: ChatCompletionChunk[]): void {
    try {
      for (const event of this.events.end()) {
        const chunk = this.#chunks.read(event)
        if (chunk) into.push(chunk)
      }
    } catch (error) {
      // An event without its blank line may be half: then the stream was cut, and its end tells so.
      this.#chunks.end()
      throw error
    }
    this.#chunks.end()
  }
}
