import type {
  ChatCompletion,
  ChatCompletionFunctionCall,
  ChatCompletionRequestMessage,
  CompletionUsage,
} from '../protocol/index.ts'
import type { HelperListener } from './helper-listener.ts'
import type { Listeners } from './listeners.ts'

/** What a stream or a run came to. */
export interface Outcome {
  /** The last answer. */
  readonly completion: ChatCompletion
  /** The call that was made last; undefined where none was. */
  readonly call: ChatCompletionFunctionCall | undefined
  /** What the model was told of that call; undefined where it was not run. */
  readonly result?: string | undefined
  /** What all answers together cost; undefined where no server told. */
  readonly usage: CompletionUsage | undefined
}

/** Tells the end, in the order of openai's helpers; nothing is told of what there is not. */
export function tellEnd(listeners: Listeners<HelperListener>, { completion, call, result, usage }: Outcome): void {
  const message = completion.choices[0]?.message
  listeners.tell('finalChatCompletion', completion)
  if (message) listeners.tell('finalMessage', message)
  if (message?.content) listeners.tell('finalContent', message.content)
  if (call) listeners.tell('finalFunctionToolCall', call)
  if (result !== undefined) listeners.tell('finalFunctionToolCallResult', result)
  if (usage) listeners.tell('totalUsage', usage)
  listeners.tell('end')
}

/** The calls of functions in a message. */
export function callsOf(message: ChatCompletionRequestMessage | undefined): ChatCompletionFunctionCall[] {
  const calls = message?.role === 'assistant' ? (message.tool_calls ?? []) : []
  return calls.flatMap((call) => (call.type === 'function' ? [call.function] : []))
}
