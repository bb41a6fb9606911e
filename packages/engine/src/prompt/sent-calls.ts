import type { ChatCompletionRequestAssistantMessage } from 'colloquy/protocol'

import { inputKey } from '../dialects/custom-input.ts'

/** A call of an earlier turn, as models know calls. */
export interface SentCall {
  /** Absent for the older `function_call`. */
  readonly id?: string
  readonly name: string
  /** JSON text; the model wrote it and it may be broken. */
  readonly arguments: string
}

/** The calls of an assistant message: those of custom tools and the older `function_call` as function calls too. */
export function sentCalls(message: ChatCompletionRequestAssistantMessage): SentCall[] {
  const calls = (message.tool_calls ?? []).map((call): SentCall => {
    if (call.type === 'function') return { id: call.id, ...call.function }
    return { id: call.id, name: call.custom.name, arguments: JSON.stringify({ [inputKey]: call.custom.input }) }
  })
  const old = message.function_call ?? undefined
  return old === undefined || calls.length > 0 ? calls : [old]
}
