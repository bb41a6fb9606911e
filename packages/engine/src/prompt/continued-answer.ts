import type { ChatCompletionRequest, ChatCompletionRequestAssistantMessage } from 'colloquy/protocol'

import { plainContent } from './message-content.ts'

/** An answer that was cut short and shall go on. */
export interface ContinuedAnswer {
  /** Which part was cut short: the content or, if there is none yet, the reasoning. */
  readonly part: 'content' | 'reasoning'
  /** What of that part there is. */
  readonly text: string
}

/** The answer that a validated request asks to go on with (`continue_final_message`), if any. */
export function continuedAnswer({
  messages,
  continue_final_message,
}: ChatCompletionRequest): ContinuedAnswer | undefined {
  const last = messages.at(-1)
  if (continue_final_message !== true || last?.role !== 'assistant') return undefined
  const text = plainContent(last, messages.length - 1)
  if (text !== '') return { part: 'content', text }
  return { part: 'reasoning', text: reasoningOf(last) }
}

/** The same messages, whose last one ends with `ending`. */
export function endingWith(
  messages: ChatCompletionRequest['messages'],
  { part, text }: ContinuedAnswer,
  ending: string,
): ChatCompletionRequest['messages'] {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return messages
  const said = text + ending
  const longer: ChatCompletionRequestAssistantMessage =
    part === 'content' ? { ...last, content: said } : { ...last, reasoning_content: said }
  return [...messages.slice(0, -1), longer]
}

function reasoningOf(message: ChatCompletionRequestAssistantMessage): string {
  return message.reasoning_content ?? message.reasoning ?? ''
}
