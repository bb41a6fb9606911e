import { newConversation, type Conversation } from './conversation.ts'
import { isRecord } from './is-record.ts'
import { addNode, chooseNode, emptyTree, pathTo } from './message-tree.ts'
import { defaultSettings } from '../settings/settings.ts'

/** A message in another program's file: its words, and which message it follows. */
interface ForeignMessage {
  readonly id: string
  readonly parent: string | undefined
  readonly role: string
  readonly text: string
}

interface ForeignConversation {
  readonly title: string | undefined
  readonly messages: readonly ForeignMessage[]
  /** The last message of the branch that was shown. */
  readonly last: string | undefined
}

/**
 * Reads a conversation as another program exports it, with all its branches: ChatGPT (`conversations.json`), Open WebUI
 * and the page of llama-server. Only words are read. Undefined where it is none of these.
 */
export function readForeign(value: unknown, now: number): Conversation | undefined {
  for (const read of [fromChatGpt, fromOpenWebUi, fromLlamaServer]) {
    const found = read(value)
    if (found !== undefined) return asConversation(found, now)
  }
  return undefined
}

// ChatGPT: `mapping` holds nodes by id, a node's message may be missing; `content.parts` are strings or pictures.
function fromChatGpt(value: unknown): ForeignConversation | undefined {
  const mapping = at(value, 'mapping')
  if (!isRecord(mapping)) return undefined
  const messages = Object.entries(mapping).map(([id, node]) => {
    const parts = at(node, 'message', 'content', 'parts')
    const words: readonly unknown[] = Array.isArray(parts) ? parts : []
    return {
      id,
      parent: textAt(node, 'parent'),
      role: textAt(node, 'message', 'author', 'role') ?? '',
      text: words.filter((part) => typeof part === 'string').join('\n\n'),
    }
  })
  return { title: textAt(value, 'title'), messages, last: textAt(value, 'current_node') }
}

// Open WebUI: `chat.history.messages` holds messages by id.
function fromOpenWebUi(value: unknown): ForeignConversation | undefined {
  const history = at(value, 'chat', 'history')
  const byId = at(history, 'messages')
  if (!isRecord(byId)) return undefined
  const messages = Object.entries(byId).map(([id, message]) => ({
    ...said(message),
    id,
    parent: textAt(message, 'parentId'),
  }))
  return {
    title: textAt(value, 'chat', 'title') ?? textAt(value, 'title'),
    messages,
    last: textAt(history, 'currentId'),
  }
}

// llama-server's page: a list of messages beside what it calls `conv`.
function fromLlamaServer(value: unknown): ForeignConversation | undefined {
  const list = at(value, 'messages')
  if (!isRecord(at(value, 'conv')) || !Array.isArray(list)) return undefined
  const messages = list.map((message: unknown) => ({
    ...said(message),
    id: idAt(message, 'id') ?? '',
    parent: idAt(message, 'parent'),
  }))
  return { title: textAt(value, 'conv', 'name'), messages, last: idAt(value, 'conv', 'currNode') }
}

function said(message: unknown): { role: string; text: string } {
  return { role: textAt(message, 'role') ?? '', text: textAt(message, 'content') ?? '' }
}

function asConversation({ title, messages, last }: ForeignConversation, now: number): Conversation {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const isShown = ({ role, text }: ForeignMessage): boolean => /^(?:user|assistant)$/.test(role) && text !== ''
  // What is not shown, such as a root without words, is passed over: what follows it follows what it followed.
  const parentOf = (message: ForeignMessage): string | undefined => {
    let parent = byId.get(message.parent ?? '')
    for (let steps = 0; parent !== undefined && !isShown(parent) && steps <= messages.length; steps++) {
      parent = byId.get(parent.parent ?? '')
    }
    return parent?.id
  }
  let tree = emptyTree
  for (const message of inOrder(messages).filter(isShown)) {
    const { id, role, text } = message
    tree = addNode(tree, {
      id,
      parent: parentOf(message),
      message: { role: role === 'user' ? role : 'assistant', content: text },
    })
  }
  for (const { id } of pathTo(tree, last)) tree = chooseNode(tree, id)
  const system = messages.find(({ role, text }) => role === 'system' && text !== '')?.text ?? ''
  const { lanes, ...conversation } = newConversation({ ...defaultSettings, system }, now)
  return { ...conversation, title, lanes: lanes.map((lane) => ({ ...lane, tree })) }
}

/** Parents before what follows them; what follows nothing that is there comes first. */
function inOrder(messages: readonly ForeignMessage[]): readonly ForeignMessage[] {
  const following = new Map<string, ForeignMessage[]>()
  const ids = new Set(messages.map(({ id }) => id))
  for (const message of messages) {
    const parent = message.parent !== undefined && ids.has(message.parent) ? message.parent : ''
    const others = following.get(parent)
    if (others === undefined) following.set(parent, [message])
    else others.push(message)
  }
  const ordered = [...(following.get('') ?? [])]
  // It grows while it is walked.
  for (const { id } of ordered) ordered.push(...(following.get(id) ?? []))
  return ordered
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value)
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function idAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' ? String(found) : textAt(value, ...path)
}
