import type { ChatCompletionRequestMessage } from 'colloquy'
import { validateChatCompletionRequest } from 'colloquy/validate'

import { newConversation, newId, textOf, titleOf, type Conversation } from './conversation.ts'
import { addNode, emptyTree, shownPath } from './message-tree.ts'
import { defaultSettings } from '../settings/settings.ts'

/** Marks the files of this page. */
const format = 'colloquy-conversations'

/** All versions of all conversations, to be read again by {@link readConversations}. */
export function asJson(conversations: readonly Conversation[]): string {
  return `${JSON.stringify({ format, version: 1, conversations }, null, 1)}\n`
}

/** What is shown of a conversation, as the `messages` of a request. */
export function asMessages({ lanes: [lane] }: Conversation): string {
  const system = lane?.settings.system ? [{ role: 'system', content: lane.settings.system }] : []
  const messages = [...system, ...(lane === undefined ? [] : shownPath(lane.tree).map(({ message }) => message))]
  return `${JSON.stringify(messages, null, 2)}\n`
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
 * Reads a file that this page exported, or the `messages` of a request. Each conversation gets a new id, so that one that
 * has changed since replaces nothing. Throws an Error that says what the text should have been.
 */
export function readConversations(text: string, now: number = Date.now()): readonly Conversation[] {
  const value: unknown = parsed(text)
  if (isRecord(value) && value['format'] === format && Array.isArray(value['conversations'])) {
    const conversations: readonly unknown[] = value['conversations']
    return conversations.map((each) => {
      if (!isConversation(each))
        throw new Error('A conversation in the file is damaged: it has no lanes with messages.')
      return { ...each, id: newId() }
    })
  }
  if (Array.isArray(value)) {
    // Checked as a server would, so that what is wrong is named: `messages[2].role`.
    const request: unknown = { model: 'any', messages: value }
    return [fromMessages(validateChatCompletionRequest(request, { unknown: 'keep' }).messages, now)]
  }
  throw new Error('Expected a file exported by this page, or the list of messages of a request.')
}

function fromMessages(messages: readonly ChatCompletionRequestMessage[], now: number): Conversation {
  const [first] = messages
  const system = first?.role === 'system' ? textOf(first.content) : ''
  let tree = emptyTree
  let parent: string | undefined
  for (const message of messages.slice(system === '' ? 0 : 1)) {
    const id = newId()
    tree = addNode(tree, { id, parent, message })
    parent = id
  }
  const { lanes, ...conversation } = newConversation({ ...defaultSettings, system }, now)
  return { ...conversation, lanes: lanes.map((lane) => ({ ...lane, tree })) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('The file is not JSON.', { cause })
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
