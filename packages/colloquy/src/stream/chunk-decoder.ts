import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkReader, type ChunkReaderOptions } from './chunk-reader.ts'
import { EventDecoder, type EventDecoderOptions, type ServerSentEvent } from './event-decoder.ts'

/** How a {@link ChunkDecoder} reads. */
export interface ChunkDecoderOptions extends ChunkReaderOptions, EventDecoderOptions {}

/** Turns the bytes of an event stream into chunks, however the bytes are split. Pure; one instance per stream. */
export class ChunkDecoder {
  readonly #events: EventDecoder
  readonly #chunks: ChunkReader

  constructor(options: ChunkDecoderOptions = {}) {
    this.#events = new EventDecoder(options)
    this.#chunks = new ChunkReader(options)
  }

  /** True once the server sent `[DONE]`; what follows is ignored. */
  get done(): boolean {
    return this.#chunks.done
  }

  /** Takes the next bytes and adds the chunks they complete to `into`. Throws what {@link ChunkReader.read} throws. */
  push(bytes: Uint8Array, into: ChatCompletionChunk[]): void {
    this.#read(this.#events.push(bytes), into)
  }

  /** Tells that no more bytes come. Throws `StreamTruncatedError` unless every choice came to its end. */
  end(into: ChatCompletionChunk[]): void {
    try {
      this.#read(this.#events.end(), into)
    } finally {
      // Throws first: an event without its blank line may be half, and then the stream was cut.
      this.#chunks.end()
    }
  }

  #read(events: readonly ServerSentEvent[], into: ChatCompletionChunk[]): void {
    for (const event of events) {
      const chunk = this.#chunks.read(event)
      if (chunk) into.push(chunk)
    }
  }
}
