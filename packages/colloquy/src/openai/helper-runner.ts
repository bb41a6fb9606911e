import { AbortError } from '../errors/colloquy-error.ts'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionFunctionCall,
  ChatCompletionRequestMessage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { Asks, ToolRun } from '../tools/run-tools.ts'
import type { ToolRunEvent } from '../tools/tool-run-event.ts'
import { ToolRunner, type ToolRunnerOptions, type ToolRunnerRequest } from '../tools/tool-runner.ts'
import { ChunkTold } from './chunk-told.ts'
import { heardEvents } from './heard-events.ts'
import type { HelperListener } from './helper-listener.ts'
import { Listeners, tellFailure } from './listeners.ts'
import { callsOf, tellEnd } from './tell-end.ts'

/** A run of tools with all that openai's helpers tell. With `stream: true` it can be iterated for its chunks. */
export class HelperRunner<Answer extends ChatCompletion = ChatCompletion>
  extends ToolRunner<Answer>
  implements AsyncIterable<ChatCompletionChunk>
{
  readonly #told = new Listeners<HelperListener>()
  readonly #completions: ChatCompletion[] = []
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

  /** Calls back at each event of this name. Listeners that are there at once miss nothing. */
  on<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    this.#told.add(name, listener)
    return this
  }

  /** Calls back the next time, and not again. */
  once<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    this.#told.add(name, listener, true)
    return this
  }

  /** Takes a listener away. */
  off<Name extends keyof HelperListener>(name: Name, listener: HelperListener[Name]): this {
    this.#told.remove(name, listener)
    return this
  }

  /** Waits for what listeners of this name are told next; rejects where the run fails before. */
  emitted<Name extends keyof HelperListener>(name: Name): Promise<Parameters<HelperListener[Name]>[0]> {
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

  /** The call that was made last; undefined where none was. */
  async finalFunctionToolCall(): Promise<ChatCompletionFunctionCall | undefined> {
    return lastCall(await this.done())
  }

  /** What the model was told of the last call; undefined where none was made. */
  async finalFunctionToolCallResult(): Promise<string | undefined> {
    return lastResult(await this.done())
  }

  /** All answers of the model so far. */
  allChatCompletions(): ChatCompletion[] {
    return [...this.#completions]
  }

  protected override hear(event: ToolRunEvent): void {
    if (event.type === 'chunk') this.#hearChunk(event.chunk, event.snapshot)
    else if (event.type === 'completion') this.#hearCompletion(event.completion)
    else if (event.type === 'message') this.#hearMessage(event.message)
  }

  protected override tellFailure(error: unknown): void {
    this.#failed = error instanceof AbortError ? 'abort' : 'error'
    this.#ended = true
    tellFailure(this.#told, error)
  }

  protected override tellEnd(run: ToolRun): void {
    this.#ended = true
    tellEnd(this.#told, { ...run, call: lastCall(run), result: lastResult(run) })
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
    this.#completions.push(completion)
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

function lastCall({ messages }: ToolRun): ChatCompletionFunctionCall | undefined {
  return messages.flatMap(callsOf).at(-1)
}

function lastResult({ messages }: ToolRun): string | undefined {
  const last = messages.findLast(({ role }) => role === 'tool')
  return last && contentOf(last)
}

/** The text of a message; what a tool was answered with is one in every run. */
function contentOf({ content }: ChatCompletionRequestMessage): string {
  return typeof content === 'string' ? content : ''
}
