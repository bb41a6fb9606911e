import { AbortError, isColloquyError, type ColloquyError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionChunk } from '../protocol/index.ts'
import { ChatCompletionAccumulator } from '../stream/accumulate.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { ChunkSource } from './chunk-source.ts'
import type { Deadline } from './deadline.ts'

/**
 * An answer while it is being given. Iterate it for the server's chunks, or ask for `completion()` or `text()`.
 *
 * Nothing is read before it is asked for. Leaving the loop closes the connection and stops the server's work. A cut
 * stream, an error of the server, a timeout and an abort are thrown as typed errors that carry the `partial` answer.
 *
 * @example
 * const stream = await client.chat.createChatCompletion({ model, messages, stream: true })
 * for await (const chunk of stream) write(chunk.choices[0]?.delta.content ?? '')
 * const { usage } = await stream.completion()
 */
export class ChatCompletionStream implements AsyncIterableIterator<ChatCompletionChunk>, AsyncDisposable {
  readonly #source: ChunkSource
  readonly #deadline: Deadline
  readonly #accumulator = new ChatCompletionAccumulator()
  #batch: readonly ChatCompletionChunk[] = []
  #at = 0
  #reading: Promise<void> | undefined
  #completion: ChatCompletion | undefined
  #failure: unknown
  #closed = false

  constructor(source: ChunkSource, deadline: Deadline) {
    this.#source = source
    this.#deadline = deadline
  }

  /** Everything said so far. Live: the same object grows with each chunk that is taken. */
  get snapshot(): ChatCompletionSnapshot {
    return this.#accumulator.snapshot
  }

  /** Takes the next chunk. */
  next(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    const chunk = this.#batch[this.#at]
    if (!chunk || this.#deadline.failure) return this.#wait()
    this.#at++
    this.#accumulator.push(chunk)
    // No async function: what came in one read is answered with one promise a chunk.
    return Promise.resolve({ done: false, value: chunk })
  }

  /** Closes the stream and stops the work behind it; leaving a loop calls it. */
  return(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    if (!this.#completion && !this.#failure) {
      this.#closed = true
      this.#fail(new AbortError('The stream was closed before its end.'))
    }
    return Promise.resolve({ done: true, value: undefined })
  }

  /** Takes what is left of the stream and gives the whole completion. Throws what iterating would throw. */
  async completion(): Promise<ChatCompletion> {
    for (;;) {
      const { done } = await this.next()
      if (this.#completion) return this.#completion
      if (done) throw this.#failure
    }
  }

  /** Takes the text of the first choice, piece by piece. */
  async *text(): AsyncGenerator<string, undefined> {
    for await (const { choices } of this) {
      for (const { index, delta } of choices) if (index === 0 && delta.content) yield delta.content
    }
  }

  /** Waits until the first chunks have come, without taking them. Throws where the request is refused. */
  async open(): Promise<this> {
    await (this.#reading ??= this.#read())
    if (this.#failure) throw this.#failure
    return this
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  /** Several may wait at once: each takes its turn when chunks have come. */
  async #wait(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    for (;;) {
      const { failure } = this.#deadline
      if (failure && !this.#completion) this.#fail(failure)
      // Whoever closed the stream is told of an end; `completion()` tells that there is no completion.
      if (this.#completion || this.#closed) return { done: true, value: undefined }
      if (this.#failure) throw this.#failure
      if (this.#at < this.#batch.length) return this.next()
      await (this.#reading ??= this.#read())
    }
  }

  /** Never rejects: there is one place that throws, and it is where somebody waits. */
  async #read(): Promise<void> {
    try {
      const batch = await this.#source.read()
      if (batch) {
        this.#batch = batch
        this.#at = 0
      } else {
        this.#completion = this.#accumulator.end()
      }
    } catch (error) {
      this.#fail(error)
    } finally {
      this.#reading = undefined
    }
  }

  #fail(error: unknown): void {
    if (this.#failure) return
    this.#failure = error
    this.#batch = []
    if (isColloquyError(error)) keepPartial(error, this.snapshot)
    this.#source.close()
  }
}

function keepPartial(error: ColloquyError, snapshot: ChatCompletionSnapshot): void {
  if (!error.partial && snapshot.choices.length > 0) Object.assign(error, { partial: snapshot })
}
