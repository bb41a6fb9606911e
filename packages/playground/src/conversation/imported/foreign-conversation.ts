import type { ChatCompletionRequestMessage } from 'colloquy'

import type { Attachment } from '../../ask/read-attachment.ts'
import { userMessage } from '../../ask/user-message.ts'
import { newConversation, newId, type Conversation } from '../conversation.ts'
import { grouped } from '../grouped.ts'
import { pathTo, type MessageNode } from '../message-tree.ts'
import { defaultSettings } from '../../settings/settings.ts'

/** A message in another program's file, and which message it follows. */
export interface ForeignMessage {
  readonly id: string | undefined
  readonly parent: string | undefined
  readonly role: string
  readonly text: string
  readonly reasoning?: string | undefined
  readonly files?: readonly Attachment[] | undefined
}

/** A conversation as another program keeps it. */
export interface ForeignConversation {
  readonly title: string | undefined
  readonly messages: readonly ForeignMessage[]
  /** The last message of the branch that was shown. */
  readonly last: string | undefined
  /** Unix milliseconds; undefined where the file does not tell. */
  readonly created?: number | undefined
  readonly updated?: number | undefined
}

/** What a person and a model said in another program, with all branches, as a conversation of this page. */
export function asConversation(foreign: ForeignConversation, now: number): Conversation {
  const { title, last, updated = now, created = updated } = foreign
  const messages = foreign.messages.map((message) => ({ ...message, id: message.id ?? newId() }))
  const byId = new Map(messages.map((message) => [message.id, message]))
  // Messages that are not shown, such as a root without words, are left out: their children are attached to the nearest
  // shown ancestor.
  const shownBefore = (from: string | undefined): string | undefined => {
    let message = byId.get(from ?? '')
    for (let steps = 0; message !== undefined && !isShown(message) && steps <= messages.length; steps++) {
      message = byId.get(message.parent ?? '')
    }
    return message?.id
  }
  const nodes = inOrder(messages)
    .filter(isShown)
    .map((message): MessageNode => ({
      id: message.id,
      parent: shownBefore(message.parent),
      message: asMessage(message),
    }))
  const shown = pathTo({ nodes, chosen: {} }, shownBefore(last))
  const chosen = [...nodes, ...shown].map(({ id, parent }) => [parent ?? '', id] as const)
  const tree = { nodes, chosen: Object.fromEntries(chosen) }
  const system = messages.find(({ role, text }) => role === 'system' && text !== '')?.text ?? ''
  const { lanes, ...conversation } = newConversation({ ...defaultSettings, system }, created)
  return { ...conversation, title, updated, lanes: lanes.map((lane) => ({ ...lane, tree })) }
}

function isShown({ role, text, reasoning = '', files = [] }: ForeignMessage): boolean {
  if (role === 'user') return text !== '' || files.length > 0
  return role === 'assistant' && (text !== '' || reasoning !== '')
}

function asMessage({ role, text, reasoning, files = [] }: ForeignMessage): ChatCompletionRequestMessage {
  if (role === 'user') return userMessage(text, files)
  return { role: 'assistant', content: text, ...(reasoning && { reasoning_content: reasoning }) }
}

type Identified = ForeignMessage & { readonly id: string }

/** Parents before what follows them; what follows nothing that is there comes first. */
function inOrder(messages: readonly Identified[]): readonly Identified[] {
  const ids = new Set(messages.map(({ id }) => id))
  const following = grouped(messages, ({ parent }) => (parent !== undefined && ids.has(parent) ? parent : ''))
  const ordered = [...(following.get('') ?? [])]
  // It grows while it is walked.
  for (const { id } of ordered) ordered.push(...(following.get(id) ?? []))
  return ordered
}
