import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { encodeDone, encodeEvent } from 'colloquy/stream'
import { Arrivals, over } from './arrivals.ts'
import { arrivalsOf } from './arrivals-of.ts'
import { ChunkPadding } from './chunk-padding.ts'
import { ChunkPresenter } from './chunk-presenter.ts'
import { errorBody } from './error-response.ts'
import { EventTemplate } from './event-template.ts'

/** What the events need to know beside the chunks. */
export interface CompletionEventsOptions {
  /** Whether the reader has left; the events then end where they are. */
  readonly hasLeft: () => boolean
  /** Told of the error that ends the stream early. */
  readonly onError: (error: unknown) => void
  /** Told when no more events come. */
  readonly onEnd: () => void
}

/** How many events may be like no other before no template is learnt any more: learning has its price. */
const mostPatience = 16

/**
 * The server-sent events of one streamed completion: a `data:` line for each chunk, then `data: [DONE]`. After an
 * error there is a last event `{"error": …}` and no `[DONE]`, so no reader takes the part for the whole. There are
 * no `id:` lines: one client family dispatches empty events once it has seen one.
 */
export class CompletionEvents extends Arrivals<string> {
  readonly #chunks: Arrivals<ChatCompletionChunk>
  readonly #presenter: ChunkPresenter
  readonly #padding: ChunkPadding | undefined
  readonly #options: CompletionEventsOptions
  #first: IteratorResult<ChatCompletionChunk, void> | undefined
  #template: EventTemplate | undefined
  #patience = mostPatience
  /** The last events, once no more chunks come. */
  #closing: string[] | undefined

  constructor(
    chunks: AsyncIterable<ChatCompletionChunk>,
    request: ChatCompletionRequest,
    options: CompletionEventsOptions,
  ) {
    super()
    this.#chunks = arrivalsOf(chunks)
    this.#presenter = new ChunkPresenter(request)
    // OpenAI pads unless told not to. Most connections here are on one machine, so padding is for who asks for it.
    this.#padding = request.stream_options?.include_obfuscation === true ? new ChunkPadding() : undefined
    this.#options = options
  }

  /** Waits for the first chunk, so that an error before it is thrown, while the answer can still be an HTTP error. */
  async start(): Promise<void> {
    try {
      while ((this.#first = this.#chunks.take()) === undefined) await this.#chunks.ready()
    } catch (error) {
      this.#end()
      throw error
    }
  }

  take(): IteratorResult<string, void> | undefined {
    try {
      while (this.#closing === undefined) {
        const taken = this.#first ?? this.#chunks.take()
        if (taken === undefined) return undefined
        this.#first = undefined
        const { done, value } = taken
        if (done === true) {
          const usage = this.#presenter.end()
          this.#end(usage === undefined ? [encodeDone()] : [this.#event(usage), encodeDone()])
        } else {
          const event = this.#template?.event(value) ?? this.#present(value)
          if (event !== undefined) return { done: false, value: event }
        }
      }
    } catch (error) {
      const { hasLeft, onError } = this.#options
      // Nobody reads on. The stream just ends, without `[DONE]`: transports log a stream that throws as a failure.
      if (hasLeft()) this.#end()
      else {
        onError(error)
        this.#end([encodeEvent(errorBody(error))])
      }
    }
    const value = this.#closing?.shift()
    return value === undefined ? over : { done: false, value }
  }

  ready(): Promise<void> {
    return this.#chunks.ready()
  }

  /** Ends the events where they are. An iterator that rests between two chunks sees no abort; this runs its `finally`. */
  async return(): Promise<IteratorResult<string, void>> {
    this.#end()
    await this.#chunks.return()
    return over
  }

  /** The event of a chunk that is not like the ones before; undefined where nothing of it is shown. */
  #present(chunk: ChatCompletionChunk): string | undefined {
    const shown = this.#presenter.push(chunk)
    if (shown === undefined) return undefined
    if (this.#padding === undefined && this.#patience-- > 0) this.#template = EventTemplate.learn(chunk, shown)
    return this.#event(shown)
  }

  #event(chunk: ChatCompletionChunk): string {
    return encodeEvent(this.#padding?.pad(chunk) ?? chunk)
  }

  #end(closing: string[] = []): void {
    if (this.#closing !== undefined) return
    this.#closing = closing
    this.#options.onEnd()
  }
}
