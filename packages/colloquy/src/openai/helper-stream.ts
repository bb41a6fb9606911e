import { ChatCompletionStream } from '../client/completion-stream.ts'
import { Deadline } from '../client/deadline.ts'
import { AbortError } from '../errors/colloquy-error.ts'
import { StreamedChunks } from '../middleware/streamed-chunks.ts'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionFunctionCall,
  ChatCompletionRequestMessage,
  CompletionUsage,
} from '../protocol/index.ts'
import type { ChatCompletionEvent } from '../stream/chunk-events.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { addUsage } from '../tools/add-usage.ts'
import { ChunkTold, type AskedForms } from './chunk-told.ts'
import { heardEvents } from './heard-events.ts'
import type { HelperListener } from './helper-listener.ts'
import { Listeners, tellFailure } from './listeners.ts'
import { callsOf, tellEnd } from './tell-end.ts'

/** What was asked, as far as a helper tells of it. */
export interface HelperRequest extends AskedForms {
  readonly messages?: readonly ChatCompletionRequestMessage[]
}

/**
 * A stream with all that openai's helper of this name tells. Reading begins by itself once somebody listens, unless you
 * iterate. A failure that nobody hears of, by a listener or by asking for the outcome, is an unhandled rejection.
 */
export class HelperStream<T extends ChatCompletion = ChatCompletion> extends ChatCompletionStream<T> {
  /** The conversation: what was asked, and the answer once it is whole. */
  readonly messages: ChatCompletionRequestMessage[]
  readonly #listeners = new Listeners<HelperListener>()
  readonly #told: ChunkTold
  readonly #completions: T[] = []
  #concluding: Promise<T> | undefined
  #connected = false
  #ended = false
  #ending = false
  /** Whether somebody will be told of a failure. */
  #heard = false
  #iterated = false
  #reading = false

  constructor(inner: ChatCompletionStream<T>, request: HelperRequest = {}) {
    const deadline = new Deadline()
    super(new StreamedChunks(async () => inner, {}, deadline), deadline, () => inner.completion())
    this.messages = [...(request.messages ?? [])]
    this.#told = new ChunkTold(request)
    this.#listeners.add('end', () => void (this.#ended = true))
    deadline.onFail(() => tellFailure(this.#listeners, deadline.failure))
  }

  /** Reads what `toReadableStream()` wrote: a chunk a line. */
  static override fromReadableStream(readable: ReadableStream<Uint8Array>): HelperStream {
    return new HelperStream(super.fromReadableStream(readable))
  }

  /** Everything said so far; undefined before the first chunk. */
  get currentChatCompletionSnapshot(): ChatCompletionSnapshot | undefined {
    return this.#connected ? this.snapshot : undefined
  }

  /** Takes the next chunk; of the end a loop is told once listeners have been. */
  override async next(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    const ending = this.#ending
    const result = await super.next()
    if (result.done && !ending) await this.#concluding?.catch(() => {})
    return result
  }

  override completion(): Promise<T> {
    this.#heard = true
    return this.#conclude()
  }

  /** Takes what is left of the stream; rejects where it fails. */
  async done(): Promise<void> {
    await this.completion()
  }

  /** Whether the stream has come to its end, good or bad. */
  get ended(): boolean {
    return this.#ended
  }

  /** Whether it was closed or aborted before its end. */
  get aborted(): boolean {
    return this.failure instanceof AbortError
  }

  /** Whether it failed. */
  get errored(): boolean {
    return this.#ended && this.#completions.length === 0 && !this.aborted
  }

  /** The answers so far: one at most. */
  allChatCompletions(): T[] {
    return [...this.#completions]
  }

  /** What the answer cost; nothing where the server did not tell. */
  async totalUsage(): Promise<CompletionUsage> {
    return usageOf(await this.completion())
  }

  /** The call that was made last; undefined where none was. */
  async finalFunctionToolCall(): Promise<ChatCompletionFunctionCall | undefined> {
    return callsOf((await this.completion()).choices[0]?.message).at(-1)
  }

  /** Always undefined: a stream runs no tools. */
  async finalFunctionToolCallResult(): Promise<undefined> {
    await this.completion()
  }

  /** Calls back at each event of this name. Reading begins by itself in the same turn, unless you iterate. */
  on<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    return this.#listen(name, listener)
  }

  /** Calls back the next time, and not again. */
  once<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    return this.#listen(name, listener, true)
  }

  /** Takes a listener away. */
  off<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    this.#listeners.remove(name, listener)
    return this
  }

  /** Waits for what listeners of this name are told next; rejects where the stream fails before. */
  emitted<Name extends keyof HelperListener>(name: Name): Promise<Parameters<HelperListener[Name]>[0]> {
    this.#heard = true
    this.#read()
    return this.#listeners.next(name)
  }

  /** Takes the stream as events; with a name, iterates what listeners of that name are told. */
  override events(): AsyncGenerator<ChatCompletionEvent, undefined>
  override events<Name extends keyof HelperListener>(
    name: Name,
  ): AsyncGenerator<Parameters<HelperListener[Name]>, undefined>
  override events(name?: keyof HelperListener): AsyncGenerator<unknown, undefined> {
    if (!name) return super.events()
    this.#heard = true
    this.#read()
    return heardEvents(this.#listeners, this.ended, name)
  }

  override [Symbol.asyncIterator](): this {
    // Whoever iterates is told of failures there.
    this.#iterated = this.#heard = true
    return this
  }

  protected override onChunk(chunk: ChatCompletionChunk): void {
    super.onChunk(chunk)
    if (!this.#connected) this.#listeners.tell('connect')
    this.#connected = true
    this.#listeners.tell('chunk', chunk, this.snapshot)
    for (const [name, ...told] of this.#told.push(chunk, this.snapshot)) this.#listeners.tell(name, ...told)
  }

  protected override onEnd(): void {
    super.onEnd()
    // Those who only iterate hear the end as well.
    this.#conclude().catch(() => {})
  }

  #listen(name: keyof HelperListener, listener: (...told: never) => void, once = false): this {
    this.#heard ||= name === 'error' || name === 'abort'
    this.#listeners.add(name, listener, once)
    this.#read()
    return this
  }

  #read(): void {
    if (this.#reading) return
    this.#reading = true
    queueMicrotask(() => void this.#drain())
  }

  async #drain(): Promise<void> {
    if (this.#iterated) return
    try {
      await this.#conclude()
    } catch (error) {
      // What nobody hears must not get lost; an abort is the program's own.
      if (!this.#heard && !(error instanceof AbortError)) throw error
    }
  }

  #conclude(): Promise<T> {
    return (this.#concluding ??= this.#end())
  }

  async #end(): Promise<T> {
    this.#ending = true
    try {
      const completion = await super.completion()
      this.#tellEnd(completion)
      return completion
    } catch (error) {
      // A failure of the stream has been told where it happened; here the answer does not fit what was asked.
      if (!this.failure) tellFailure(this.#listeners, error)
      throw error
    }
  }

  #tellEnd(completion: T): void {
    const listeners = this.#listeners
    const message = completion.choices[0]?.message
    const calls = callsOf(message)
    this.#completions.push(completion)
    listeners.tell('chatCompletion', completion)
    if (message) {
      this.messages.push(message)
      listeners.tell('message', message)
    }
    for (const call of calls) listeners.tell('functionToolCall', call)
    tellEnd(listeners, { completion, call: calls.at(-1), usage: completion.usage && usageOf(completion) })
  }
}

function usageOf({ usage }: ChatCompletion): CompletionUsage {
  return addUsage(undefined, usage) ?? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
}
