import type {
  ChatCompletion,
  ChatCompletionRequestMessage,
  ChatCompletionResponseMessage,
  CompletionUsage,
} from '../protocol/index.ts'
import { runTools, type Asks, type RunToolsOptions, type RunToolsRequest, type ToolRun } from './run-tools.ts'

/** A run of tools under way, in the shape of openai's helper. */
export class ToolRunner {
  /** The conversation so far. Live. */
  readonly messages: ChatCompletionRequestMessage[]
  readonly #run: Promise<ToolRun>
  readonly #controller = new AbortController()
  readonly #listeners: ((message: ChatCompletionRequestMessage) => void)[] = []

  constructor(asks: Asks, request: RunToolsRequest, options: RunToolsOptions = {}) {
    this.messages = [...request.messages]
    const { signal: caller, onMessage } = options
    const abort = (): void => this.#controller.abort(caller?.reason)
    if (caller?.aborted) abort()
    else caller?.addEventListener('abort', abort)
    const heard: RunToolsOptions = {
      ...options,
      signal: this.#controller.signal,
      onMessage: (message) => {
        this.messages.push(message)
        onMessage?.(message)
        for (const listener of this.#listeners) listener(message)
      },
    }
    this.#run = runTools(asks, request, heard).finally(() => caller?.removeEventListener('abort', abort))
    // Whoever asks for the outcome is told of the failure.
    this.#run.catch(() => {})
  }

  /** Calls back with each message that joins the conversation. */
  on(_: 'message', listener: (message: ChatCompletionRequestMessage) => void): this {
    this.#listeners.push(listener)
    return this
  }

  /** Stops the run: the request that is under way and the tools. */
  abort(): void {
    this.#controller.abort()
  }

  /** How the run ended. */
  done(): Promise<ToolRun> {
    return this.#run
  }

  /** The last answer of the model. */
  async finalChatCompletion(): Promise<ChatCompletion> {
    return (await this.#run).completion
  }

  /** The last message of the model. */
  async finalMessage(): Promise<ChatCompletionResponseMessage | undefined> {
    return (await this.finalChatCompletion()).choices[0]?.message
  }

  /** The text of the last message; null where it has none. */
  async finalContent(): Promise<string | null> {
    return (await this.finalMessage())?.content ?? null
  }

  /** What all answers together cost; undefined where no server told. */
  async totalUsage(): Promise<CompletionUsage | undefined> {
    return (await this.#run).usage
  }
}
