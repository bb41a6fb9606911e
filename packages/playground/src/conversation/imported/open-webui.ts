import type { Attachment } from '../../ask/read-attachment.ts'
import { isRecord } from '../is-record.ts'
import { fieldAt, listAt, textAt, timeAt } from './field-at.ts'
import type { ForeignConversation, ForeignMessage } from './foreign-conversation.ts'

/** A chat that Open WebUI exports: `chat.history.messages` holds messages by id, `chat.messages` the branch that was shown. */
export function fromOpenWebUi(value: unknown): ForeignConversation | undefined {
  const chat = fieldAt(value, 'chat')
  if (!isRecord(chat)) return undefined
  const byId = fieldAt(chat, 'history', 'messages')
  const list = listAt(chat, 'messages')
  if (!isRecord(byId) && list.length === 0) return undefined
  // Its first versions had no branches: a message follows the one before it.
  const messages = isRecord(byId)
    ? Object.entries(byId).map(([id, message]) => said(message, id, textAt(message, 'parentId')))
    : list.map((message, index) => said(message, `${index}`, index === 0 ? undefined : `${index - 1}`))
  const instructions = textAt(chat, 'params', 'system') ?? textAt(chat, 'system')
  if (instructions !== undefined)
    messages.push({ id: undefined, parent: undefined, role: 'system', text: instructions })
  return {
    title: textAt(chat, 'title') ?? textAt(value, 'title'),
    messages,
    last: textAt(chat, 'history', 'currentId') ?? (isRecord(byId) ? undefined : `${list.length - 1}`),
    created: timeAt(value, 'created_at'),
    updated: timeAt(value, 'updated_at'),
  }
}

function said(message: unknown, id: string, parent: string | undefined): ForeignMessage {
  const written = textAt(message, 'content') ?? ''
  return { id, parent, role: textAt(message, 'role') ?? '', ...apart(written), files: picturesOf(message) }
}

// It writes reasoning, tool calls and computations into the words, each as HTML that folds: lines of reasoning are quoted.
const folded = /<details\s+type="(\w+)"[^>]*>\s*(?:<summary>[^]*?<\/summary>)?([^]*?)<\/details>\s*/g

function apart(written: string): { text: string; reasoning: string } {
  const reasoning: string[] = []
  const text = written.replace(folded, (_, type: string, inner: string) => {
    if (type === 'reasoning') reasoning.push(plain(inner.replace(/^> ?/gm, '').trim()))
    return ''
  })
  return { text, reasoning: reasoning.join('\n\n') }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'", amp: '&' }

function plain(escaped: string): string {
  return escaped.replace(/&(lt|gt|quot|#x27|#39|amp);/g, (whole, name: string) => entities[name] ?? whole)
}

// Pictures that are in the file; those that stayed on its server are an address of it.
function picturesOf(message: unknown): readonly Attachment[] {
  return listAt(message, 'files').flatMap((file) => {
    const url = textAt(file, 'url')
    return textAt(file, 'type') === 'image' && url?.startsWith('data:image/') === true
      ? [{ kind: 'image', name: textAt(file, 'name') ?? 'picture', url }]
      : []
  })
}
