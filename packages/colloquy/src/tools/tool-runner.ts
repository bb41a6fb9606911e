import { firstMessage } from '../client/first-message.ts'
import type { ChatCompletion, ChatCompletionRequestMessage, CompletionUsage } from '../protocol/index.ts'
import type { RunToolsOptions } from './run-tools-options.ts'
import { checkRun, runToolsWith, type Asks, type RunToolsRequest, type ToolRun } from './run-tools.ts'
import type { ToolRunEvent } from './tool-run-event.ts'

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

  constructor(asks: Asks, given: ToolRunnerRequest, options: ToolRunnerOptions = {}) {
    checkRun(given, options)
    const { toolContext, ...request } = given
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

  /** What all answers together cost; undefined where no server told. */
  async totalUsage(): Promise<CompletionUsage | undefined> {
    return (await this.#run).usage
  }

  /** Told what happens in the run. */
  protected hear(_event: ToolRunEvent): void {}

  /** Told why the run failed. */
  protected tellFailure(_error: unknown): void {}

  /** Told how the run ended. */
  protected tellEnd(_run: ToolRun): void {}
}
