import { isColloquyError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, ChatCompletionChunk } from '../protocol/index.ts'
import { ChatCompletionAccumulator } from '../stream/accumulate.ts'
import { ChunkEvents, type ChatCompletionEvent } from '../stream/chunk-events.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { ChunkSource } from './chunk-source.ts'
import { wrongType } from './check-options.ts'
import { ChunkStream } from './chunk-stream.ts'
import { Deadline } from './deadline.ts'
import { firstMessage } from './first-message.ts'
import { lineChunks, toLines } from './line-chunks.ts'
import { teeChunks } from './tee-chunks.ts'

/**
 * An answer while it is being written. Iterate over it for the server's chunks, or call `completion()` or `text()`.
 *
 * Nothing is read before you ask for it. Leaving the loop closes the connection and stops the server's work. A broken
 * stream, a server error, a timeout and an abort are thrown as typed errors that carry the `partial` answer.
 *
 * @example
 * const stream = await client.chat.createChatCompletion({ model, messages, stream: true })
 * for await (const chunk of stream) write(chunk.choices[0]?.delta.content ?? '')
 * const { usage } = await stream.completion()
 */
export class ChatCompletionStream<T extends ChatCompletion = ChatCompletion> extends ChunkStream {
  readonly #accumulator = new ChatCompletionAccumulator()
  readonly #finish: (completion: ChatCompletion) => T | Promise<T>
  #completion: ChatCompletion | undefined
  #finished: T | Promise<T> | undefined

  /** `finish` has the last word on the completion. */
  constructor(source: ChunkSource, deadline: Deadline, finish: (completion: ChatCompletion) => T | Promise<T>) {
    super(source, deadline)
    this.#finish = finish
    deadline.onFail(() => this.#fail(deadline.failure))
  }

  /** Reads what {@link toReadableStream} wrote: one chunk per line. */
  static fromReadableStream(readable: ReadableStream<Uint8Array>): ChatCompletionStream {
    if (!isRecord(readable) || !('getReader' in readable)) throw wrongType('readable', readable)
    const deadline = new Deadline()
    return new ChatCompletionStream(lineChunks(readable, deadline), deadline, (completion) => completion)
  }

  /** Waits for the first chunks without taking them. Throws if the request is refused. */
  async open(): Promise<this> {
    await this.ready()
    if (this.failure) throw this.failure
    return this
  }

  /** The completion so far. The same object grows with each chunk that is taken. */
  get snapshot(): ChatCompletionSnapshot {
    return this.#accumulator.snapshot
  }

  /** Reads the rest of the stream and returns the whole completion. Throws what iterating would throw. */
  async completion(): Promise<T> {
    for (let taken; !(taken = this.take())?.done;) if (!taken) await this.ready()
    if (this.#completion) return (this.#finished ??= this.#finish(this.#completion))
    throw this.failure
  }

  /** The same as {@link completion}, under the name that openai's client uses. */
  finalChatCompletion(): Promise<T> {
    return this.completion()
  }

  /** Reads the rest and returns the message of the first choice. */
  async finalMessage(): Promise<T['choices'][number]['message']> {
    return firstMessage(await this.completion())
  }

  /** Reads the rest and returns the text of the first choice; null if it has none. */
  async finalContent(): Promise<string | null> {
    return (await this.finalMessage()).content
  }

  /** Reads the stream as typed events: what is new in which choice, and what is complete. */
  async *events(): AsyncGenerator<ChatCompletionEvent, undefined> {
    const events = new ChunkEvents()
    for await (const chunk of this) yield* events.push(chunk, this.snapshot)
    yield* events.end(this.snapshot)
  }

  /** Closes the stream and stops the server's work. */
  abort(): void {
    void this.return()
  }

  /** Where openai's client has `stream.controller.abort()`. */
  get controller(): { abort(): void } {
    return this
  }

  /** Splits the stream into two that are read independently; what one has read is kept for the other. */
  tee(): [ChatCompletionStream<T>, ChatCompletionStream<T>] {
    const side = teeChunks(this)
    const branch = () => {
      const deadline = new Deadline()
      return new ChatCompletionStream(side(deadline), deadline, this.#finish)
    }
    return [branch(), branch()]
  }

  /** The chunks as bytes to pass on, one per line; {@link fromReadableStream} reads them at the other end. */
  toReadableStream(): ReadableStream<Uint8Array> {
    return toLines(this)
  }

  protected override onChunk(chunk: ChatCompletionChunk): void {
    this.#accumulator.push(chunk)
  }

  protected override onEnd(): void {
    this.#completion = this.#accumulator.end()
  }

  #fail(error: unknown): void {
    const { snapshot } = this
    if (isColloquyError(error) && !error.partial && snapshot.choices.length > 0) {
      Object.assign(error, { partial: snapshot })
    }
  }
}
