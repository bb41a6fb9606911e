import type { MessageNode } from '../conversation/message-tree.ts'
import { begunBy } from './begun-answer.ts'

/** Whether an answer can go on: it says something, and was cut short or written by a person. */
export function canGoOn(node: MessageNode): boolean {
  const { message, answer } = node
  if (message.role !== 'assistant' || (message.tool_calls?.length ?? 0) > 0) return false
  const { content, reasoning } = begunBy(node)
  if (content === '' && reasoning === '') return false
  const isWhole = answer?.outcome === 'complete' && answer.completion?.choices[0]?.finish_reason !== 'length'
  return !isWhole
}
