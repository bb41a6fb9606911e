import { readParts } from '../ask/user-message.ts'
import { emptyTree, shownPath, type MessageTree } from './message-tree.ts'
import { defaultSettings, type Settings } from '../settings/settings.ts'

/** One model with its settings, and what was said to it. Two of them stand side by side when they are compared. */
export interface Lane {
  readonly id: string
  readonly settings: Settings
  readonly tree: MessageTree
}

/** What is kept, exported and imported. */
export interface Conversation {
  readonly id: string
  /** What a person named it; undefined takes the first words. */
  readonly title?: string | undefined
  /** Unix milliseconds. */
  readonly created: number
  readonly updated: number
  /** One, or two that are compared. */
  readonly lanes: readonly Lane[]
}

/** A conversation in which nothing was said. */
export function newConversation(settings: Settings = defaultSettings, now: number = Date.now()): Conversation {
  return { id: newId(), created: now, updated: now, lanes: [{ id: newId(), settings, tree: emptyTree }] }
}

/** Whether nothing was said in it: it is not worth a row in the list of the next visit. */
export function isEmpty({ lanes }: Conversation): boolean {
  return lanes.every(({ tree }) => tree.nodes.length === 0)
}

/** The name a person gave, or the first words of the first question, or the name of its file. */
export function titleOf({ title, lanes }: Conversation): string {
  if (title !== undefined && title !== '') return title
  const first = lanes.flatMap(({ tree }) => shownPath(tree)).find(({ message }) => message.role === 'user')
  const { words, files } = readParts(first?.message.content)
  return words.slice(0, 80) || files[0]?.name || 'New conversation'
}

/** The text of a message's content, its text parts joined. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.flatMap((part: { text?: unknown }) => (typeof part.text === 'string' ? [part.text] : [])).join('\n\n')
}

/** A name for anything new: 128 random bits. */
export function newId(): string {
  // `randomUUID` is missing where a page comes over plain HTTP from another machine.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
