import type { ChatCompletionRequestMessage } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'

import { newConversation, newId, textOf, titleOf, type Conversation } from './conversation.ts'
import { readForeign } from './imported/read-foreign.ts'
import { sessionsOf } from './imported/llama-server.ts'
import { isRecord } from './is-record.ts'
import { shownPath, type MessageNode } from './message-tree.ts'
import { messagesOf } from '../ask/messages-of.ts'
import { defaultSettings } from '../settings/settings.ts'

/** Marks the files of this page. */
const format = 'colloquy-conversations'

/** All versions of all conversations, to be read again by {@link readConversations}. */
export function asJson(conversations: readonly Conversation[]): string {
  return `${JSON.stringify({ format, version: 1, conversations }, null, 1)}\n`
}

/** What is shown of a conversation, as the `messages` of a request. */
export function asMessages(conversation: Conversation): string {
  return `${JSON.stringify(shownMessages(conversation), null, 2)}\n`
}

function shownMessages({ lanes: [lane] }: Conversation): readonly ChatCompletionRequestMessage[] {
  if (lane === undefined) return []
  const { system } = lane.settings
  const instructions = system === '' ? [] : [{ role: 'system' as const, content: system }]
  return [...instructions, ...messagesOf(shownPath(lane.tree))]
}

/** What is shown of a conversation, one message a line: what `colloquy sessions import` reads. */
export function asJsonLines(conversation: Conversation): string {
  return shownMessages(conversation)
    .map((message) => `${JSON.stringify(message)}\n`)
    .join('')
}

/** What is shown of a conversation, to be read by people. */
export function asMarkdown(conversation: Conversation): string {
  const lanes = conversation.lanes.map(({ settings, tree }) => {
    const title = conversation.lanes.length > 1 ? `## ${settings.model}\n\n` : ''
    const system = settings.system === '' ? '' : `**system**\n\n${settings.system}\n\n`
    const turns = shownPath(tree).map(({ message }) => `**${message.role}**\n\n${textOf(message.content)}\n`)
    return title + system + turns.join('\n')
  })
  return `# ${titleOf(conversation)}\n\n${lanes.join('\n')}`
}

/**
 * Reads a file that this page exported, messages of requests (a list, whole requests, or either as JSON lines, as
 * `colloquy sessions export` and fine-tuning have them), or what {@link readForeign} knows. Each conversation gets a new
 * id, so that one that has changed since replaces nothing. Throws an Error that says what the text should have been.
 */
export function readConversations(text: string, now: number = Date.now()): readonly Conversation[] {
  const value = parsed(text)
  if (isRecord(value) && value['format'] === format && Array.isArray(value['conversations'])) {
    const conversations: readonly unknown[] = value['conversations']
    return conversations.map((each) => {
      if (!isConversation(each))
        throw new Error('A conversation in the file is damaged: it has no lanes with messages.')
      return { ...each, id: newId() }
    })
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const items = sessionsOf(list) ?? list
  if (items.length > 0 && items.every((each) => isRecord(each) && 'role' in each)) return [fromMessages(items, now)]
  // Where a file tells no times, they are listed in its order.
  return items.map((each, index) => {
    const foreign = readForeign(each, now - index)
    if (foreign !== undefined) return foreign
    if (isRecord(each) && Array.isArray(each['messages'])) return fromMessages(each['messages'], now - index)
    throw new Error(
      'Expected a file exported by this page, ChatGPT, Open WebUI or llama-server, or the messages of a request.',
    )
  })
}

function fromMessages(value: readonly unknown[], now: number): Conversation {
  // Checked as a server would, so that what is wrong is named: `messages[2].role`.
  const request: unknown = { model: 'any', messages: value }
  const { messages } = validateChatCompletionRequest(request, { unknown: 'keep' })
  const [first] = messages
  const system = first?.role === 'system' ? textOf(first.content) : ''
  const nodes: MessageNode[] = []
  for (const message of messages.slice(system === '' ? 0 : 1)) {
    nodes.push({ id: newId(), parent: nodes.at(-1)?.id, message })
  }
  const tree = { nodes, chosen: Object.fromEntries(nodes.map(({ id, parent }) => [parent ?? '', id])) }
  const { lanes, ...conversation } = newConversation({ ...defaultSettings, system }, now)
  return { ...conversation, lanes: lanes.map((lane) => ({ ...lane, tree })) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 2) throw new Error('The file is not JSON.', { cause })
    return lines.map((line, index): unknown => {
      try {
        return JSON.parse(line)
      } catch (fault) {
        throw new Error(`The file is neither JSON nor JSON lines: line ${index + 1} is not JSON.`, { cause: fault })
      }
    })
  }
}

function isConversation(value: unknown): value is Conversation {
  if (!isRecord(value) || !Array.isArray(value['lanes']) || value['lanes'].length === 0) return false
  const lanes: readonly unknown[] = value['lanes']
  return lanes.every(
    (lane) =>
      isRecord(lane) &&
      isRecord(lane['settings']) &&
      isRecord(lane['tree']) &&
      Array.isArray(lane['tree']['nodes']) &&
      isRecord(lane['tree']['chosen']) &&
      lane['tree']['nodes'].every((node: unknown) => isRecord(node) && isRecord(node['message'])),
  )
}
