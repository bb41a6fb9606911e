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

  /** Reads what {@link toReadableStream} wrote: a chunk a line. */
  static fromReadableStream(readable: ReadableStream<Uint8Array>): ChatCompletionStream {
    if (!isRecord(readable) || !('getReader' in readable)) throw wrongType('readable', readable)
    const deadline = new Deadline()
    return new ChatCompletionStream(lineChunks(readable, deadline), deadline, (completion) => completion)
  }

  /** Waits until the first chunks have come, without taking them. Throws where the request is refused. */
  async open(): Promise<this> {
    await this.ready()
    if (this.failure) throw this.failure
    return this
  }

  /** Everything said so far. Live: the same object grows with each chunk that is taken. */
  get snapshot(): ChatCompletionSnapshot {
    return this.#accumulator.snapshot
  }

  /** Takes what is left of the stream and gives the whole completion. Throws what iterating would throw. */
  async completion(): Promise<T> {
    for (let taken; !(taken = this.take())?.done;) if (!taken) await this.ready()
    if (this.#completion) return (this.#finished ??= this.#finish(this.#completion))
    throw this.failure
  }

  /** The same as {@link completion}, under the name openai's client has for it. */
  finalChatCompletion(): Promise<T> {
    return this.completion()
  }

  /** Takes what is left and gives the message of the first choice. */
  async finalMessage(): Promise<T['choices'][number]['message']> {
    return firstMessage(await this.completion())
  }

  /** Takes what is left and gives the text of the first choice; null where it has none. */
  async finalContent(): Promise<string | null> {
    return (await this.finalMessage()).content
  }

  /** Takes the stream as events: what came new of which choice, and what is whole. */
  async *events(): AsyncGenerator<ChatCompletionEvent, undefined> {
    const events = new ChunkEvents()
    for await (const chunk of this) yield* events.push(chunk, this.snapshot)
    yield* events.end(this.snapshot)
  }

  /** Closes the stream and stops the work behind it. */
  abort(): void {
    void this.return()
  }

  /** Where openai's client has `stream.controller.abort()`. */
  get controller(): { abort(): void } {
    return this
  }

  /** Splits the stream in two that are read independently; what one has read waits for the other. */
  tee(): [ChatCompletionStream<T>, ChatCompletionStream<T>] {
    const side = teeChunks(this)
    const branch = () => {
      const deadline = new Deadline()
      return new ChatCompletionStream(side(deadline), deadline, this.#finish)
    }
    return [branch(), branch()]
  }

  /** The chunks as bytes to pass on, one a line; {@link fromReadableStream} reads them at the other end. */
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
