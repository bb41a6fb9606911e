import type { ChatCompletionRequestMessage } from 'colloquy'

import type { MessageNode } from '../conversation/message-tree.ts'

/** The messages of a path as a request sends them: an answer goes back with what it said, not with how it came about. */
export function messagesOf(path: readonly MessageNode[]): readonly ChatCompletionRequestMessage[] {
  return path.map(({ message }) => {
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
