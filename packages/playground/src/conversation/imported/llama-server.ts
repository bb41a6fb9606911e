import type { Attachment } from '../../ask/read-attachment.ts'
import { isRecord } from '../is-record.ts'
import { fieldAt, idAt, listAt, textAt } from './field-at.ts'
import type { ForeignConversation, ForeignMessage } from './foreign-conversation.ts'

/** A conversation that llama-server's page exports: a list of messages beside what it calls `conv`. */
export function fromLlamaServer(value: unknown): ForeignConversation | undefined {
  const list = fieldAt(value, 'messages')
  if (!isRecord(fieldAt(value, 'conv')) || !Array.isArray(list)) return undefined
  return { title: textAt(value, 'conv', 'name'), messages: list.map(said), last: idAt(value, 'conv', 'currNode') }
}

/**
 * Converts the lines that it exports today (a `session`, and a line for each of its messages) into the form of earlier
 * exports. Undefined for other lines.
 */
export function sessionsOf(lines: readonly unknown[]): readonly unknown[] | undefined {
  if (textAt(lines[0], 'type') !== 'session') return undefined
  const sessions: { conv: unknown; messages: unknown[] }[] = []
  for (const line of lines) {
    const type = textAt(line, 'type')
    if (type === 'session') sessions.push({ conv: line, messages: [] })
    else if (type === 'message') sessions.at(-1)?.messages.push(fieldAt(line, 'message'))
  }
  return sessions
}

function said(message: unknown): ForeignMessage {
  return {
    id: idAt(message, 'id'),
    parent: idAt(message, 'parent'),
    role: textAt(message, 'role') ?? '',
    text: textAt(message, 'content') ?? '',
    reasoning: textAt(message, 'reasoningContent') ?? textAt(message, 'thinking'),
    files: listAt(message, 'extra').flatMap(fileOf),
  }
}

// Pictures and texts that went with a message; recordings and films are nothing this page can send.
function fileOf(extra: unknown): readonly Attachment[] {
  const [name, url, text] = [textAt(extra, 'name'), textAt(extra, 'base64Url'), textAt(extra, 'content')]
  if (url?.startsWith('data:image/') === true) return [{ kind: 'image', name: name ?? 'picture', url }]
  return text === undefined ? [] : [{ kind: 'text', name: name ?? 'text.txt', text }]
}
