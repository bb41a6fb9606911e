import { checkRequest } from '../client/call.ts'
import { checkObject, wrongType } from '../client/check-options.ts'
import { callbackError } from '../errors/callback-error.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  ChatCompletionRequestMessage,
  ChatCompletionToolCall,
  CompletionUsage,
} from '../protocol/index.ts'
import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { addUsage } from './add-usage.ts'
import { callTool, type ToolBox } from './call-tool.ts'
import type { RunnableTool } from './define-tool.ts'
import type { InlineTool } from './inline-tool.ts'
import type { AskOptions, RunToolsOptions } from './run-tools-options.ts'
import { typedExchange } from './typed-answer.ts'
import type { AnswerTo, TypedFormat, TypedFunctionTool } from './typed-request.ts'

/** What answers the requests of a run; `client.chat` does. */
export interface Asks {
  /** Asks the model once. */
  createChatCompletion(request: ChatCompletionRequest, options: AskOptions): Promise<ChatCompletion | CompletingStream>
}

/** A stream that knows its completion, as `client.chat` gives for `stream: true`. */
export interface CompletingStream extends AsyncIterable<ChatCompletionChunk> {
  /** Everything said so far. Live. */
  readonly snapshot: ChatCompletionSnapshot
  /** The whole answer, once it has been read. */
  completion(): Promise<ChatCompletion>
}

/** A request whose tools are run: those of `defineTool`, or in the shape of openai's helper. */
export interface RunToolsRequest<Format = TypedFormat | null | undefined> extends Omit<
  ChatCompletionRequest,
  'tools' | 'response_format' | 'n'
> {
  /** The tools, with the functions that do their work. */
  tools: readonly (RunnableTool | InlineTool)[]
  /** The form the last answer must take; a Standard Schema stands for the JSON it describes. */
  response_format?: Format
}

/** How a run ended. */
export interface ToolRun<Answer extends ChatCompletion = ChatCompletion> {
  /** The last answer of the model, parsed where the run has finished and `response_format` is a Standard Schema. */
  readonly completion: Answer
  /** The conversation: what was asked, each answer, each outcome of a call. */
  readonly messages: readonly ChatCompletionRequestMessage[]
  /** What all answers together cost; undefined where no server told. */
  readonly usage: CompletionUsage | undefined
  /** How many requests were made. */
  readonly steps: number
  /** False where the run ended before the model did: by `maxSteps`, or in an answer cut at its token limit. */
  readonly finished: boolean
}

/**
 * Lets the model call tools and answers the calls, those of one turn at once, until it has nothing more to call.
 *
 * What goes wrong in a tool (an error, arguments that do not fit, a refusal, time) is told to the model, which may do
 * better. Calls of an answer that was cut are not run, as their arguments may be halves. With `parallel_tool_calls:
 * false` calls are run one by one; where `tool_choice` names a function the run ends with its result. Rejects where
 * the model cannot be asked, and at an abort.
 *
 * @example
 * const { completion } = await runTools(client.chat, { model, messages, tools: [weather] }, { maxSteps: 5 })
 */
export async function runTools<Format extends TypedFormat | null | undefined = undefined>(
  asks: Asks,
  request: RunToolsRequest<Format>,
  options?: RunToolsOptions,
): Promise<ToolRun<AnswerTo<undefined, Format>>>
export async function runTools(asks: Asks, request: RunToolsRequest, options: RunToolsOptions = {}): Promise<ToolRun> {
  if (!isRecord(asks) || !('createChatCompletion' in asks)) throw wrongType('asks', asks, ': give `client.chat`')
  checkRun(request, options)
  return runToolsWith(asks, request, options)
}

/** Refuses, from callers without a type checker, what no run can begin with. Throws `InvalidRequestError`. */
export function checkRun(request: RunToolsRequest, options: RunToolsOptions): void {
  checkRequest(request)
  checkObject(options, 'options')
  for (const name of ['messages', 'tools'] as const) {
    if (!Array.isArray(request[name])) throw wrongType(name, request[name], ': it must be a list')
  }
}

/** What openai's helper has beside the run. */
export interface RunToolsHelp {
  /** Given to functions in the shape of openai's helper after their arguments. Default: nothing. */
  readonly extra?: readonly unknown[]
  /** The conversation to go on with, which may be changed between two requests. Default: a copy of the request's. */
  readonly messages?: ChatCompletionRequestMessage[]
  /** Awaited after each answer and the calls of it. Default: nobody is told. */
  readonly afterCompletion?: ((completion: ChatCompletion) => unknown) | undefined
  /** Whether the calls of the last answer that `maxSteps` allows are run. Default false: nobody is told of their results. */
  readonly lastCalls?: boolean
}

/** The same, with what openai's helper has beside it. What functions of the caller throw becomes the cause of an error. */
export async function runToolsWith(
  asks: Asks,
  request: RunToolsRequest,
  options: RunToolsOptions,
  help?: RunToolsHelp,
): Promise<ToolRun> {
  try {
    return await follow(asks, request, options, help)
  } catch (error) {
    throw callbackError(error)
  }
}

async function follow(
  asks: Asks,
  request: RunToolsRequest,
  options: RunToolsOptions,
  { extra = [], messages = [...request.messages], afterCompletion, lastCalls = false }: RunToolsHelp = {},
): Promise<ToolRun> {
  if ('n' in request && (request.n ?? 1) !== 1)
    throw new InvalidRequestError('A run follows one answer.', { param: 'n' })
  const { maxSteps = 10, onMessage, onEvent, approve: _, describeError: __, ...asking } = options
  const box: ToolBox = { tools: new Map(request.tools.map((tool) => [nameOf(tool), tool])), options, extra }
  const exchange = typedExchange({ ...request, tools: request.tools.map(describe) })
  const add = (message: ChatCompletionRequestMessage): void => {
    messages.push(message)
    onMessage?.(message)
    onEvent?.({ type: 'message', message })
  }
  let { tool_choice } = request
  let usage: CompletionUsage | undefined
  for (let steps = 1; ; steps++) {
    const asked = { ...exchange.request, messages: [...messages], ...(tool_choice && { tool_choice }) }
    const completion = await ask(asks, asked, asking, onEvent)
    usage = addUsage(usage, completion.usage)
    onEvent?.({ type: 'completion', completion })
    const { message, finish_reason } = completion.choices[0] ?? {}
    if (message) add(message)
    const calls = message?.tool_calls ?? []
    const cut = finish_reason === 'length' || finish_reason === 'content_filter'
    const end = { messages, usage, steps }
    const last = calls.length === 0 && !cut
    const answer = last ? await exchange.finish(completion) : completion
    if (!cut && (steps < maxSteps || lastCalls)) {
      const contents = await callAll(calls, box, request.parallel_tool_calls === false)
      for (const [at, { id }] of calls.entries()) add({ role: 'tool', tool_call_id: id, content: contents[at] ?? '' })
    }
    await afterCompletion?.(answer)
    if (last) return { completion: answer, ...end, finished: true }
    if (cut || steps >= maxSteps) return { completion, ...end, finished: false }
    if (typeof tool_choice === 'object' && tool_choice?.type === 'function')
      return { completion, ...end, finished: true }
    // A call that is forced would be forced again in every turn.
    if (tool_choice === 'required') tool_choice = 'auto'
  }
}

async function ask(
  asks: Asks,
  request: ChatCompletionRequest,
  options: AskOptions,
  onEvent: RunToolsOptions['onEvent'],
): Promise<ChatCompletion> {
  const answer = await asks.createChatCompletion(request, options)
  if (!('completion' in answer)) return answer
  for await (const chunk of answer) onEvent?.({ type: 'chunk', chunk, snapshot: answer.snapshot })
  return answer.completion()
}

async function callAll(calls: readonly ChatCompletionToolCall[], box: ToolBox, inTurn: boolean): Promise<string[]> {
  if (!inTurn) return Promise.all(calls.map((call) => callTool(call, box)))
  const contents: string[] = []
  for (const call of calls) contents.push(await callTool(call, box))
  return contents
}

/** A tool without its function, as the model is told of it. */
function describe(tool: RunnableTool | InlineTool): TypedFunctionTool {
  const { parse: _, function: __, ...described }: Partial<InlineTool['function']> = tool.function
  return { type: 'function', function: { ...described, name: nameOf(tool) } }
}

/** A tool as callers without a type checker may give it. */
interface UnreadTool {
  readonly run?: unknown
  readonly function?: { readonly name?: string | undefined; readonly function?: { readonly name: string } }
}

/** Throws `InvalidRequestError`, to callers without a type checker, for what has no name or no function that does its work. */
function nameOf({ run, function: described }: UnreadTool): string {
  const name = described?.name ?? described?.function?.name
  if (name && (run ?? described?.function)) return name
  throw new InvalidRequestError('A tool has no name or no function.', { param: 'tools' })
}
