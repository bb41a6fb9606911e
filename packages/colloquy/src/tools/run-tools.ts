import { AbortError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import type {
  ChatCompletion,
  ChatCompletionMessageToolCall,
  ChatCompletionRequest,
  ChatCompletionRequestMessage,
  ChatCompletionToolCall,
  CompletionUsage,
  FunctionParameters,
} from '../protocol/index.ts'
import { addUsage } from './add-usage.ts'
import type { RunnableTool, ToolContext } from './define-tool.ts'
import type { StandardSchema } from './standard-schema.ts'
import { readBySchema } from './schema-reader.ts'
import { typedExchange } from './typed-answer.ts'
import type { TypedFormat } from './typed-request.ts'

/** What answers the requests of a run; `client.chat` does. */
export interface Asks {
  createChatCompletion(
    request: ChatCompletionRequest & { stream?: false },
    options: AskOptions,
  ): Promise<ChatCompletion>
}

/** What a run passes on with each request. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined
}

/** A tool in the shape of openai's helper: the function beside its description. */
export interface InlineTool {
  readonly type: 'function'
  readonly function: {
    readonly name?: string
    readonly description?: string
    readonly parameters?: FunctionParameters | StandardSchema
    readonly strict?: boolean
    readonly parse?: (text: string) => unknown
    function(args: unknown, runner?: unknown): unknown
  }
}

/** A request whose tools are run: those of `defineTool`, or in the shape of openai's helper. */
export interface RunToolsRequest extends Omit<ChatCompletionRequest, 'tools' | 'stream' | 'response_format' | 'n'> {
  tools: readonly (RunnableTool | InlineTool)[]
  response_format?: TypedFormat | null
}

/** How a run goes. */
export interface RunToolsOptions extends AskOptions {
  /** Most requests to the model. The run ends there, whatever the model wants to call. Default 10. */
  maxSteps?: number
  /** The same, under the name openai's helper has for it. */
  maxChatCompletions?: number
  /** Asked before each call. A refusal, with its reason if it is a text, is told to the model. Default: all may run. */
  approve?: (call: ChatCompletionMessageToolCall) => boolean | string | Promise<boolean | string>
  /** Told of each message as it joins the conversation. */
  onMessage?: (message: ChatCompletionRequestMessage) => void
}

/** How a run ended. */
export interface ToolRun {
  /** The last answer of the model; typed by `response_format` where that is a Standard Schema. */
  readonly completion: ChatCompletion
  /** The conversation: what was asked, each answer, each outcome of a call. */
  readonly messages: readonly ChatCompletionRequestMessage[]
  /** What all answers together cost; undefined where no server told. */
  readonly usage: CompletionUsage | undefined
  /** How many requests were made. */
  readonly steps: number
  /** False where `maxSteps` ended the run before the model did. */
  readonly finished: boolean
}

/**
 * Lets the model call tools and answers the calls, several of one turn at once, until it has nothing more to call.
 *
 * What goes wrong in a tool (an error, arguments that do not fit, a refusal, time) is told to the model, which may do
 * better. Rejects where the model cannot be asked, and at an abort.
 *
 * @example
 * const { completion } = await runTools(client.chat, { model, messages, tools: [weather] }, { maxSteps: 5 })
 */
export async function runTools(asks: Asks, request: RunToolsRequest, options: RunToolsOptions = {}): Promise<ToolRun> {
  const { signal, approve, onMessage, maxChatCompletions, maxSteps = maxChatCompletions ?? 10 } = options
  const tools = new Map(request.tools.map((tool) => [nameOf(tool), tool]))
  const named = request.tools.map((tool) => ({ ...tool, function: { ...tool.function, name: nameOf(tool) } }))
  const exchange = typedExchange({ ...request, tools: named })
  const messages: ChatCompletionRequestMessage[] = [...request.messages]
  const add = (message: ChatCompletionRequestMessage): void => {
    messages.push(message)
    onMessage?.(message)
  }
  let { tool_choice } = request
  let usage: CompletionUsage | undefined
  for (let steps = 1; ; steps++) {
    const asked = {
      ...exchange.request,
      messages: [...messages],
      ...(tool_choice && { tool_choice }),
      stream: false as const,
    }
    const completion = await asks.createChatCompletion(asked, options)
    usage = addUsage(usage, completion.usage)
    const message = completion.choices[0]?.message
    if (message) add(message)
    const calls = message?.tool_calls ?? []
    if (calls.length === 0 || steps >= maxSteps) {
      const finished = calls.length === 0
      return { completion: finished ? await exchange.finish(completion) : completion, messages, usage, steps, finished }
    }
    const outcomes = await Promise.all(calls.map((call) => outcomeOf(call, tools, approve, signal)))
    for (const [at, call] of calls.entries()) add({ role: 'tool', tool_call_id: call.id, content: outcomes[at] ?? '' })
    // A forced call would be forced again in every turn.
    if (tool_choice === 'required' || (typeof tool_choice === 'object' && tool_choice?.type !== 'allowed_tools')) {
      tool_choice = 'auto'
    }
  }
}

function nameOf({ function: described }: RunnableTool | InlineTool): string {
  const name = described.name ?? ('function' in described ? described.function.name : '')
  if (name) return name
  throw new InvalidRequestError('A tool has no name. Give it `function.name`.', { param: 'tools' })
}

/** What the model is told of a call. Rejects only at an abort. */
async function outcomeOf(
  call: ChatCompletionToolCall,
  tools: ReadonlyMap<string, RunnableTool | InlineTool>,
  approve: RunToolsOptions['approve'],
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    if (call.type !== 'function') return failureText('only functions can be called')
    const tool = tools.get(call.function.name)
    if (!tool)
      return failureText(`there is no tool \`${call.function.name}\`; there are: ${[...tools.keys()].join(', ')}`)
    const args = await argumentsOf(tool, call.function.arguments)
    if ('issues' in args) return failureText(`the arguments do not fit: ${args.issues}`)
    const approval = (await approve?.(call)) ?? true
    if (approval !== true) return failureText(`the call was refused${approval ? `: ${approval}` : ''}`)
    const timeout = 'timeout' in tool ? tool.timeout : undefined
    const value = await within(timeout, signal, (limited) =>
      doWork(tool, args.value, { callId: call.id, signal: limited }),
    )
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  } catch (error) {
    if (signal?.aborted) throw isColloquyError(error) ? error : new AbortError(undefined, { cause: signal.reason })
    return failureText(error instanceof Error ? error.message : String(error))
  }
}

async function argumentsOf(
  tool: RunnableTool | InlineTool,
  text: string,
): Promise<{ readonly value: unknown } | { readonly issues: string }> {
  const { parse } = 'parse' in tool.function ? tool.function : {}
  return parse ? { value: parse(text) } : readBySchema(text, tool.function.parameters)
}

function doWork(tool: RunnableTool | InlineTool, args: unknown, context: ToolContext): unknown {
  return 'run' in tool ? tool.run(args, context) : tool.function.function(args, context)
}

/** Runs work that may not heed its signal: who waits is let go when the time is over or the run aborted. */
async function within<T>(
  timeout: number | undefined,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop = (): void => {}
  const stopped = new Promise<never>((_, reject) => {
    const end = (reason: Error): void => {
      controller.abort(reason)
      reject(reason)
    }
    stop = () => end(new AbortError(undefined, { cause: signal?.reason }))
    if (timeout !== undefined) timer = setTimeout(() => end(new Error(`it took longer than ${timeout} ms`)), timeout)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([stopped, work(controller.signal)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

function failureText(reason: string): string {
  return JSON.stringify({ error: reason })
}
