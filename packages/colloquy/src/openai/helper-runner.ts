import { Listeners, tellFailure } from '../client/listeners.ts'
import { AbortError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionRequestMessage } from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { Asks, ToolRun } from '../tools/run-tools.ts'
import type { ToolRunEvent } from '../tools/tool-run-event.ts'
import {
  callsOf,
  contentOf,
  ToolRunner,
  type ToolRunnerListener,
  type ToolRunnerOptions,
  type ToolRunnerRequest,
} from '../tools/tool-runner.ts'
import { ChunkTold } from './chunk-told.ts'
import { heardEvents } from './heard-events.ts'
import type { HelperListener } from './helper-listener.ts'

/** A run of tools with all that openai's helpers tell. With `stream: true` it can be iterated for its chunks. */
export class HelperRunner<Answer extends ChatCompletion = ChatCompletion>
  extends ToolRunner<Answer>
  implements AsyncIterable<ChatCompletionChunk>
{
  readonly #told = new Listeners<HelperListener>()
  #connected = false
  #ended = false
  #failed: 'error' | 'abort' | undefined
  #snapshot: ChatCompletionSnapshot | undefined
  #chunks: ChunkTold
  readonly #request: ToolRunnerRequest

  constructor(asks: Asks, request: ToolRunnerRequest, options?: ToolRunnerOptions) {
    super(asks, request, options)
    this.#request = request
    this.#chunks = new ChunkTold(request)
  }

  /** Everything said so far in the answer under way; undefined between two answers, and where they do not stream. */
  get currentChatCompletionSnapshot(): ChatCompletionSnapshot | undefined {
    return this.#snapshot
  }

  /** Whether the run has come to its end, good or bad. */
  get ended(): boolean {
    return this.#ended
  }

  /** Whether it was aborted. */
  get aborted(): boolean {
    return this.#failed === 'abort'
  }

  /** Whether it failed. */
  get errored(): boolean {
    return this.#failed === 'error'
  }

  override on<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this
  override on<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this
  override on(name: keyof HelperListener, listener: (...told: never) => void): this {
    this.#told.add(name, listener)
    return this
  }

  override once<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this
  override once<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this
  override once(name: keyof HelperListener, listener: (...told: never) => void): this {
    this.#told.add(name, listener, true)
    return this
  }

  override off<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this
  override off<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this
  override off(name: keyof HelperListener, listener: (...told: never) => void): this {
    this.#told.remove(name, listener)
    return this
  }

  override emitted<Name extends keyof HelperListener>(name: Name): Promise<Parameters<HelperListener[Name]>[0]>
  override emitted<Name extends keyof ToolRunnerListener>(name: Name): Promise<Parameters<ToolRunnerListener[Name]>[0]>
  override emitted(name: keyof HelperListener): Promise<unknown> {
    return this.#told.next(name)
  }

  /** Iterates what listeners of a name are told from now on. */
  events<Name extends keyof HelperListener>(name: Name): AsyncGenerator<Parameters<HelperListener[Name]>, undefined> {
    return heardEvents(this.#told, this.ended, name)
  }

  /** The chunks of all answers, with `stream: true`. Leaving the loop stops the run. */
  [Symbol.asyncIterator](): AsyncGenerator<ChatCompletionChunk, undefined> {
    return this.#taken(this.events('chunk'))
  }

  async *#taken(heard: AsyncIterable<[ChatCompletionChunk, ChatCompletionSnapshot]>) {
    try {
      for await (const [chunk] of heard) yield chunk
      return undefined
    } finally {
      if (!this.ended) this.abort()
    }
  }

  protected override hear(event: ToolRunEvent): void {
    super.hear(event)
    if (event.type === 'chunk') this.#hearChunk(event.chunk, event.snapshot)
    else if (event.type === 'completion') this.#hearCompletion(event.completion)
    else if (event.type === 'message') this.#hearMessage(event.message)
  }

  protected override tellFailure(error: unknown): void {
    this.#failed = error instanceof AbortError ? 'abort' : 'error'
    this.#ended = true
    tellFailure(this.#told, error)
  }

  protected override tellEnd({ completion, messages, usage }: ToolRun): void {
    this.#ended = true
    const told = this.#told
    const message = completion.choices[0]?.message
    const call = messages.flatMap(callsOf).at(-1)
    const result = messages.findLast(({ role }) => role === 'tool')
    told.tell('finalChatCompletion', completion)
    if (message) told.tell('finalMessage', message)
    if (message?.content) told.tell('finalContent', message.content)
    if (call) told.tell('finalFunctionToolCall', call)
    if (result) told.tell('finalFunctionToolCallResult', contentOf(result))
    if (usage) told.tell('totalUsage', usage)
    told.tell('end')
  }

  #hearChunk(chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot): void {
    this.#connect()
    this.#snapshot = snapshot
    this.#told.tell('chunk', chunk, snapshot)
    for (const [name, ...told] of this.#chunks.push(chunk, snapshot)) this.#told.tell(name, ...told)
  }

  #hearCompletion(completion: ChatCompletion): void {
    this.#connect()
    this.#connected = false
    this.#snapshot = undefined
    this.#chunks = new ChunkTold(this.#request)
    this.#told.tell('chatCompletion', completion)
  }

  #hearMessage(message: ChatCompletionRequestMessage): void {
    const content = contentOf(message)
    this.#told.tell('message', message)
    if (message.role === 'tool') this.#told.tell('functionToolCallResult', content)
    // Of an answer that streams it has been told piece by piece.
    else if (content && !this.#request.stream) this.#told.tell('content', content, content)
    for (const call of callsOf(message)) this.#told.tell('functionToolCall', call)
  }

  #connect(): void {
    if (!this.#connected) this.#told.tell('connect')
    this.#connected = true
  }
}
