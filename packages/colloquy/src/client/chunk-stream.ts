import { AbortError } from '../errors/colloquy-error.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'

const none: readonly ChatCompletionChunk[] = []

// Compilers whose `lib` does not name it would take the declaration of streams for an error; else the two are one.
declare global {
  interface SymbolConstructor {
    readonly asyncDispose: unique symbol
  }
  interface AsyncDisposable {
    [Symbol.asyncDispose](): PromiseLike<void>
  }
}

/**
 * The chunks of an answer while it is being given, as the server sent them. `collect` joins them into a completion.
 *
 * Nothing is read before it is asked for. Leaving the loop closes the connection and stops the server's work. A cut
 * stream, an error of the server, a timeout and an abort are thrown as typed errors.
 */
export class ChunkStream implements AsyncIterableIterator<ChatCompletionChunk>, AsyncDisposable {
  readonly #source: ChunkSource
  readonly #deadline: Deadline
  #batch: readonly ChatCompletionChunk[] = none
  #at = 0
  #reading: Promise<void> | undefined
  #ended = false
  #closed = false

  /** Fails the deadline where the stream fails, and fails where that does. */
  constructor(source: ChunkSource, deadline: Deadline) {
    this.#source = source
    this.#deadline = deadline
  }

  /** Takes the next chunk. Several may wait at once: each takes its turn when chunks have come. */
  async next(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    for (;;) {
      const taken = this.take()
      if (taken) return taken
      await this.ready()
    }
  }

  /**
   * Takes the next chunk, or the end, where it has come; undefined where it has to be waited for, by {@link ready}. Throws
   * what `next` would throw. Whoever hands on many streams spares a promise for each chunk.
   */
  take(): IteratorResult<ChatCompletionChunk, undefined> | undefined {
    // Whoever closed the stream is told of an end; `completion()` tells that there is no completion.
    if (this.#ended || this.#closed) return { done: true, value: undefined }
    if (this.failure) throw this.failure
    const value = this.#batch[this.#at]
    if (!value) return undefined
    // Let go at once: what an open stream holds is what counts where many are open.
    if (++this.#at === this.#batch.length) this.#batch = none
    this.onChunk(value)
    return { done: false, value }
  }

  /** Waits until there is something to {@link take}, be it a failure. Never rejects. */
  ready(): Promise<void> {
    return this.#batch[0] || this.#ended || this.failure
      ? Promise.resolve()
      : (this.#reading ??= this.#source.read().then(this.#onRead, this.#onBreak))
  }

  /** Closes the stream and stops the work behind it; leaving a loop calls it. */
  return(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    if (!this.#ended && !this.failure) {
      this.#closed = true
      this.#deadline.fail(new AbortError('The stream was closed.'))
    }
    return Promise.resolve({ done: true, value: undefined })
  }

  /** Takes the text of the first choice, piece by piece. */
  async *text(): AsyncGenerator<string, undefined> {
    for await (const { choices } of this) {
      for (const { index, delta } of choices) if (index === 0 && delta.content) yield delta.content
    }
  }

  /** Iterates the chunks; there is one reader, so that a second loop goes on where the first stopped. */
  [Symbol.asyncIterator](): this {
    return this
  }

  /** Closes the stream; `await using` calls it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  /** Why there is no whole answer; undefined while there may be one. */
  protected get failure(): unknown {
    return this.#deadline.failure
  }

  /** Called with each chunk that is taken. */
  protected onChunk(_chunk: ChatCompletionChunk): void {}

  /** Called at the end of the stream. What it throws is the stream's failure. */
  protected onEnd(): void {}

  // Callbacks, and made once: an async function, here and in the source, would set aside a kilobyte for each read.
  readonly #onRead = (batch: readonly ChatCompletionChunk[] | undefined): void => {
    this.#reading = undefined
    if (batch) {
      this.#batch = batch
      this.#at = 0
      return
    }
    try {
      this.onEnd()
      this.#ended = true
      this.#deadline.release()
    } catch (error) {
      this.#onBreak(error)
    }
  }

  readonly #onBreak = (error: unknown): void => this.#deadline.fail(error)
}
