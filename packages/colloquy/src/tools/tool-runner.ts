import { firstMessage } from '../client/first-message.ts'
import { Listeners, tellFailure, type FailureListener } from '../client/listeners.ts'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionFunctionCall,
  ChatCompletionRequestMessage,
  ChatCompletionResponseMessage,
  CompletionUsage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import type { RunToolsOptions } from './run-tools-options.ts'
import { runToolsWith, type Asks, type RunToolsRequest, type ToolRun } from './run-tools.ts'
import type { ToolRunEvent } from './tool-run-event.ts'

/** What may be listened for in a run, in the names and shapes of openai's helper. */
export interface ToolRunnerListener extends FailureListener {
  /** A piece of an answer came, with `stream: true`; the snapshot is the answer so far, live. */
  chunk: (chunk: ChatCompletionChunk, snapshot: ChatCompletionSnapshot) => void
  /** New text, with `stream: true`, and all text of that answer so far. */
  content: (delta: string, snapshot: string) => void
  /** A message joined the conversation: an answer, or the result of a call. */
  message: (message: ChatCompletionRequestMessage) => void
  /** The model answered. */
  chatCompletion: (completion: ChatCompletion) => void
  /** The model calls a function. */
  functionToolCall: (call: ChatCompletionFunctionCall) => void
  /** What the model is told of a call. */
  functionToolCallResult: (content: string) => void
  /** The text of the last answer; not told where it has none. */
  finalContent: (content: string) => void
  /** The last answer. */
  finalMessage: (message: ChatCompletionResponseMessage) => void
  /** The last answer, with all that came beside it. */
  finalChatCompletion: (completion: ChatCompletion) => void
  /** What all answers together cost; not told where no server told. */
  totalUsage: (usage: CompletionUsage) => void
}

/** How a run in the shape of openai's helper goes. */
export interface ToolRunnerOptions extends RunToolsOptions {
  /** The same as `maxSteps`, under the name openai's helper has for it. Default 10. */
  maxChatCompletions?: number | undefined
  /**
   * Awaited after each answer and the calls of it, with the run, whose `messages` may be added to before the next
   * request. Default: nobody is told.
   */
  afterCompletion?: ((completion: ChatCompletion, runner: ToolRunner) => void | Promise<void>) | undefined
}

/** A request of {@link ToolRunner}: what `runTools` takes, and a value that each function is given. */
export interface ToolRunnerRequest<Format = RunToolsRequest['response_format']> extends RunToolsRequest<Format> {
  /** Given to each function in the shape of openai's helper as its third argument. */
  toolContext?: unknown
}

/** A run of tools under way, in the shape of openai's helper. */
export class ToolRunner<Answer extends ChatCompletion = ChatCompletion> {
  /** The conversation so far. Live: what is added to it is part of the next request. */
  readonly messages: ChatCompletionRequestMessage[]
  /** Where openai's helper has `runner.controller.abort()`. */
  readonly controller: AbortController = new AbortController()
  readonly #run: Promise<ToolRun>
  readonly #listeners = new Listeners<ToolRunnerListener>()
  readonly #completions: ChatCompletion[] = []

  constructor(asks: Asks, { toolContext, ...request }: ToolRunnerRequest, options: ToolRunnerOptions = {}) {
    this.messages = [...request.messages]
    const { maxChatCompletions, afterCompletion, ...own } = options
    const { signal: caller, onEvent, maxSteps = maxChatCompletions } = own
    const abort = (): void => this.controller.abort(caller?.reason)
    if (caller?.aborted) abort()
    else caller?.addEventListener('abort', abort)
    const heard: RunToolsOptions = {
      ...own,
      maxSteps,
      signal: this.controller.signal,
      onEvent: (event) => {
        onEvent?.(event)
        this.hear(event)
      },
    }
    const help = {
      extra: [this, toolContext],
      messages: this.messages,
      afterCompletion: (completion: ChatCompletion) => afterCompletion?.(completion, this),
      // Openai's helper counts requests, and runs what the last of them wants.
      lastCalls: own.maxSteps === undefined,
    }
    this.#run = runToolsWith(asks, request, heard, help).finally(() => caller?.removeEventListener('abort', abort))
    this.#run.then(
      (run) => this.tellEnd(run),
      // Whoever asks for the outcome is told of the failure as well.
      (error: unknown) => this.tellFailure(error),
    )
  }

  /** Calls back at each event of this name. Listeners that are there at once miss nothing. */
  on<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this {
    this.#listeners.add(name, listener)
    return this
  }

  /** Calls back the next time, and not again. */
  once<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this {
    this.#listeners.add(name, listener, true)
    return this
  }

  /** Takes a listener away. */
  off<Name extends keyof ToolRunnerListener>(name: Name, listener: ToolRunnerListener[Name]): this {
    this.#listeners.remove(name, listener)
    return this
  }

  /** Waits for what listeners of this name are told next; rejects where the run fails before. */
  emitted<Name extends keyof ToolRunnerListener>(name: Name): Promise<Parameters<ToolRunnerListener[Name]>[0]> {
    return this.#listeners.next(name)
  }

  /** Stops the run: the request that is under way and the tools. */
  abort(): void {
    this.controller.abort()
  }

  /** How the run ended. Rejects where it failed. */
  done(): Promise<ToolRun<Answer>>
  done(): Promise<ToolRun> {
    return this.#run
  }

  /** The last answer of the model. */
  async finalChatCompletion(): Promise<Answer> {
    return (await this.done()).completion
  }

  /** The last message of the model. */
  async finalMessage(): Promise<Answer['choices'][number]['message']> {
    return firstMessage(await this.finalChatCompletion())
  }

  /** The text of the last message; null where it has none. */
  async finalContent(): Promise<string | null> {
    return (await this.finalMessage()).content
  }

  /** The call that was made last; undefined where none was. */
  async finalFunctionToolCall(): Promise<ChatCompletionFunctionCall | undefined> {
    const { messages } = await this.#run
    return messages.flatMap(callsOf).at(-1)
  }

  /** What the model was told of the last call; undefined where none was made. */
  async finalFunctionToolCallResult(): Promise<string | undefined> {
    const last = (await this.#run).messages.findLast(({ role }) => role === 'tool')
    return last && contentOf(last)
  }

  /** All answers of the model so far. */
  allChatCompletions(): ChatCompletion[] {
    return [...this.#completions]
  }

  /** What all answers together cost; undefined where no server told. */
  async totalUsage(): Promise<CompletionUsage | undefined> {
    return (await this.#run).usage
  }

  /** Tells what happened in the run. */
  protected hear(event: ToolRunEvent): void {
    if (event.type === 'chunk') {
      const { chunk, snapshot } = event
      this.#listeners.tell('chunk', chunk, snapshot)
      const { content } = chunk.choices.find(({ index }) => !index)?.delta ?? {}
      if (content) this.#listeners.tell('content', content, snapshot.choices[0]?.message.content ?? '')
    } else if (event.type === 'completion') {
      this.#completions.push(event.completion)
      this.#listeners.tell('chatCompletion', event.completion)
    } else if (event.type === 'message') {
      const { message } = event
      this.#listeners.tell('message', message)
      if (message.role === 'tool') this.#listeners.tell('functionToolCallResult', contentOf(message))
      for (const call of callsOf(message)) this.#listeners.tell('functionToolCall', call)
    }
  }

  /** Tells why the run failed. */
  protected tellFailure(error: unknown): void {
    tellFailure(this.#listeners, error)
  }

  /** Tells how the run ended. */
  protected tellEnd({ completion, usage }: ToolRun): void {
    const message = completion.choices[0]?.message
    this.#listeners.tell('finalChatCompletion', completion)
    if (message) this.#listeners.tell('finalMessage', message)
    if (message?.content) this.#listeners.tell('finalContent', message.content)
    if (usage) this.#listeners.tell('totalUsage', usage)
    this.#listeners.tell('end')
  }
}

/** The text of a message; what a tool was answered with is one in every run. */
export function contentOf({ content }: ChatCompletionRequestMessage): string {
  return typeof content === 'string' ? content : ''
}

/** The calls of functions in a message. */
export function callsOf(message: ChatCompletionRequestMessage): ChatCompletionFunctionCall[] {
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
  return calls.flatMap((call) => (call.type === 'function' ? [call.function] : []))
}
