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

/** What answers the requests of a run, such as `client.chat`. */
export interface Asks {
  /** Asks the model once. */
  createChatCompletion(request: ChatCompletionRequest, options: AskOptions): Promise<ChatCompletion | CompletingStream>
}

/** A stream that knows its completion, as `client.chat` gives for `stream: true`. */
export interface CompletingStream extends AsyncIterable<ChatCompletionChunk> {
  /** The completion so far; it grows as the stream is read. */
  readonly snapshot: ChatCompletionSnapshot
  /** The whole answer, once it has been read. */
  completion(): Promise<ChatCompletion>
}

/** A request with tools to run: made by `defineTool`, or in the form of openai's helper. */
export interface RunToolsRequest<Format = TypedFormat | null | undefined> extends Omit<
  ChatCompletionRequest,
  'tools' | 'response_format' | 'n'
> {
  /** The tools, with the functions that do their work. */
  tools: readonly (RunnableTool | InlineTool)[]
  /** The format of the last answer; a Standard Schema stands for the JSON it describes. */
  response_format?: Format
}

/** How a run ended. */
export interface ToolRun<Answer extends ChatCompletion = ChatCompletion> {
  /** The model's last answer, parsed if the run has finished and `response_format` is a Standard Schema. */
  readonly completion: Answer
  /** The conversation: the request's messages, each answer, the result of each call. */
  readonly messages: readonly ChatCompletionRequestMessage[]
  /** The usage of all answers together; undefined if no server reported any. */
  readonly usage: CompletionUsage | undefined
  /** How many requests were made. */
  readonly steps: number
  /** False if the run ended before the model did: by `maxSteps`, or because an answer was cut off at its token limit. */
  readonly finished: boolean
}

/**
 * Lets the model call tools, and runs those calls, until it makes no more. The calls of one turn run in parallel.
 *
 * If a tool fails (an error, arguments that do not fit, a refusal, a timeout), the model is told and may try again. Calls in
 * an answer that was cut off are not run, because their arguments may be incomplete. With `parallel_tool_calls: false` calls
 * run one after the other. If `tool_choice` names a function, the run ends with its result. Rejects if a request fails, and
 * when it is aborted.
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

/** Checks what a type checker would refuse. Throws `InvalidRequestError` if the run cannot start. */
export function checkRun(request: RunToolsRequest, options: RunToolsOptions): void {
  checkRequest(request)
  checkObject(options, 'options')
  for (const name of ['messages', 'tools'] as const) {
    if (!Array.isArray(request[name])) throw wrongType(name, request[name], ': it must be a list')
  }
}

/** Additional options of openai's helper. */
export interface RunToolsHelp {
  /** Passed to functions in the form of openai's helper, after their arguments. Default: nothing. */
  readonly extra?: readonly unknown[]
  /** The conversation to continue, which may be changed between two requests. Default: a copy of the request's. */
  readonly messages?: ChatCompletionRequestMessage[]
  /** Called and awaited after each answer and its calls. Default: nothing is called. */
  readonly afterCompletion?: ((completion: ChatCompletion) => unknown) | undefined
  /** Whether to run the calls of the last answer that `maxSteps` allows. Default false, since the model never sees their results. */
  readonly lastCalls?: boolean
}

/** Like {@link runTools}, with the additional options of openai's helper. An error of a caller's function becomes the `cause` of one. */
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
  if ('n' in request && (request.n ?? 1) !== 1) throw new InvalidRequestError('`n` must be 1.', { param: 'n' })
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

/** A tool without its function, as it is sent to the model. */
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
