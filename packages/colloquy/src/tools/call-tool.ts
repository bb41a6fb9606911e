import { Deadline } from '../client/deadline.ts'
import { limitsOf } from '../client/timeouts.ts'
import { AbortError, isColloquyError } from '../errors/colloquy-error.ts'
import type { ChatCompletionMessageToolCall, ChatCompletionToolCall } from '../protocol/index.ts'
import type { RunnableTool, ToolContext } from './define-tool.ts'
import type { InlineTool } from './inline-tool.ts'
import type { RunToolsOptions } from './run-tools-options.ts'
import { readBySchema } from './schema-reader.ts'
import { isStandardSchema } from './standard-schema.ts'

/** What calls are answered with. */
export interface ToolBox {
  readonly tools: ReadonlyMap<string, RunnableTool | InlineTool>
  readonly options: RunToolsOptions
  /** What functions in the shape of openai's helper get after their arguments. */
  readonly extra: readonly unknown[]
}

/** Answers a call: gives what the model is to be told, whatever happened. Rejects at an abort, and where a listener throws. */
export async function callTool(call: ChatCompletionToolCall, { tools, options, extra }: ToolBox): Promise<string> {
  if (call.type !== 'function') return failureText('only functions can be called')
  const { signal, approve, onEvent, describeError = messageOf } = options
  const over = (content: string, failed?: { error: unknown }): string => {
    onEvent?.({ type: 'result', call, content, ...failed })
    return content
  }
  const refuse = (reason: string): string => over(failureText(reason), { error: new Error(reason) })
  try {
    const tool = tools.get(call.function.name)
    const known = [...tools.keys()].join(', ')
    if (!tool) return refuse(`there is no tool \`${call.function.name}\`; there are: ${known}`)
    const args = await argumentsOf(tool, call)
    if ('issues' in args) return refuse(`the arguments do not fit: ${args.issues}`)
    // One that forgets to answer has approved nothing.
    const approval = approve ? await approve(call) : true
    if (approval !== true) return refuse(`the call was refused${approval ? `: ${approval}` : ''}`)
    const { timeout } = 'run' in tool ? tool : {}
    const value = await within(timeout, signal, (limited) => {
      onEvent?.({ type: 'call', call })
      return doWork(tool, args.value, { callId: call.id, signal: limited }, extra)
    })
    return over(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
  } catch (error) {
    if (signal?.aborted) throw isColloquyError(error) ? error : new AbortError(undefined, { cause: signal.reason })
    return over(failureText(describeError(error, call)), { error })
  }
}

async function argumentsOf(
  tool: RunnableTool | InlineTool,
  { function: { arguments: text } }: ChatCompletionMessageToolCall,
): Promise<{ readonly value: unknown } | { readonly issues: string }> {
  if ('run' in tool || isStandardSchema(tool.function.parameters)) return readBySchema(text, tool.function.parameters)
  const { parse } = tool.function
  // Functions of openai's helper that bring no parser are called with the text.
  if (!parse) return { value: text }
  try {
    return { value: await parse(text) }
  } catch (error) {
    return { issues: messageOf(error) }
  }
}

function doWork(
  tool: RunnableTool | InlineTool,
  args: unknown,
  context: ToolContext,
  extra: readonly unknown[],
): unknown {
  return 'run' in tool ? tool.run(args, context) : tool.function.function(args, ...extra)
}

/** Runs work that may ignore its signal: the wait ends when the time is over or the run is aborted. */
async function within<T>(
  timeout: number | undefined,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const deadline = new Deadline(limitsOf({ total: timeout }), signal)
  try {
    return await deadline.race(async () => work(deadline.signal))
  } catch (error) {
    const late = error === deadline.failure && isColloquyError(error) && error.code === 'timeout'
    throw late ? new Error(`it took longer than ${timeout} ms`) : error
  } finally {
    deadline.release()
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function failureText(reason: string): string {
  return JSON.stringify({ error: reason })
}
