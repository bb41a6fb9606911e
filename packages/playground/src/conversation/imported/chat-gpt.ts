import { isRecord } from '../is-record.ts'
import { fieldAt, listAt, textAt, timeAt } from './field-at.ts'
import type { ForeignConversation, ForeignMessage } from './foreign-conversation.ts'

/**
 * A conversation of ChatGPT's `conversations.json`: `mapping` holds nodes by id. Many of them are not shown to people.
 */
export function fromChatGpt(value: unknown): ForeignConversation | undefined {
  const mapping = fieldAt(value, 'mapping')
  if (!isRecord(mapping)) return undefined
  const messages = Object.entries(mapping).map(([id, node]): ForeignMessage => {
    const message = fieldAt(node, 'message')
    const role = isSaidAloud(message) ? (textAt(message, 'author', 'role') ?? '') : ''
    return { id, parent: textAt(node, 'parent'), role, text: wordsOf(fieldAt(message, 'content')) }
  })
  return {
    title: textAt(value, 'title'),
    messages,
    last: textAt(value, 'current_node'),
    created: timeAt(value, 'create_time'),
    updated: timeAt(value, 'update_time'),
  }
}

// Instructions and settings are marked as hidden; what is written to a tool, `python` or `dalle.text2im`, names it.
function isSaidAloud(message: unknown): boolean {
  if (fieldAt(message, 'metadata', 'is_visually_hidden_from_conversation') === true) return false
  const to = textAt(message, 'recipient') ?? 'all'
  return to === 'all'
}

// Reads `parts`: texts, the words of spoken messages, and pointers to pictures, which are files beside this one. Reasoning,
// browsing and results of code are content of other types; they are left out, since no answer can go on from them.
function wordsOf(content: unknown): string {
  const type = textAt(content, 'content_type') ?? 'text'
  if (type !== 'text' && type !== 'multimodal_text') return ''
  const parts = listAt(content, 'parts').map((part) => (typeof part === 'string' ? part : textAt(part, 'text')))
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n')
}
