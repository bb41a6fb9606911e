import type { ChatCompletionRequestMessage } from 'colloquy'

import { textOf } from '../conversation/conversation.ts'
import type { MessageNode } from '../conversation/message-tree.ts'

/**
 * The messages of a path as a request sends them: an answer goes back with what it said, not with how it came about. One
 * that failed or was stopped before it said anything was never given, and is not sent.
 */
export function messagesOf(path: readonly MessageNode[]): readonly ChatCompletionRequestMessage[] {
  return path.filter(wasSaid).map(({ message }) => {
    if (message.role !== 'assistant') return message
    const { content, tool_calls: calls, refusal, name } = message
    return {
      role: 'assistant',
      content: content ?? null,
      ...(calls && calls.length > 0 && { tool_calls: calls }),
      ...(refusal && { refusal }),
      ...(name !== undefined && { name }),
    }
  })
}

function wasSaid({ message, answer }: MessageNode): boolean {
  if (message.role !== 'assistant' || answer?.outcome === 'complete') return true
  return textOf(message.content) !== '' || (message.tool_calls?.length ?? 0) > 0 || Boolean(message.refusal)
}
