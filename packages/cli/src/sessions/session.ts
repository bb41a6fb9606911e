/** What is kept of a conversation. */
import type { ChatCompletionRequestMessage, CompletionUsage } from 'colloquy/protocol'

/** A conversation, without its messages. */
export interface Session {
  /** Short and unique: seven letters and digits. */
  readonly id: string
  /** Given by a person, or the beginning of the first question. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly updated: number
  readonly model: string | null
  /** Instructions that stand before the first message. */
  readonly system: string | null
  /** The message the conversation goes on from; null before the first. */
  readonly head: number | null
}

/** A message in the tree of a conversation: retries and edits are siblings. */
export interface Entry {
  readonly id: number
  readonly parent: number | null
  readonly message: ChatCompletionRequestMessage
  readonly created: number
  readonly model: string | null
  readonly usage: CompletionUsage | null
  /** How an answer ended: the API's `finish_reason`, or `stopped` where a person did. */
  readonly finish: string | null
}

/** An entry to be kept. */
export interface NewEntry {
  readonly parent: number | null
  readonly message: ChatCompletionRequestMessage
  readonly model?: string | null | undefined
  readonly usage?: CompletionUsage | null | undefined
  readonly finish?: string | null | undefined
}

/** A conversation to be begun. Without a name it gets the beginning of its first question. */
export interface NewSession {
  readonly name?: string | undefined
  readonly model?: string | undefined
  readonly system?: string | undefined
}

/** How many messages a search gives at most, and of which model. */
export interface SearchOptions {
  readonly limit: number
  readonly model?: string | undefined
}

/** A message that a search found. */
export interface FoundEntry {
  readonly session: Session
  readonly entry: Entry
}

/** Keeps conversations. What a call has returned from is stored: a crash afterwards loses nothing of it. */
export interface SessionStore {
  create(details?: NewSession): Session
  /** Adds a message and makes it the head. */
  append(session: string, entry: NewEntry): Entry
  setSystem(session: string, system: string | null): void
  setHead(session: string, head: number | null): void
  /** The newest first. */
  list(): readonly Session[]
  /** By id, by the beginning of an id that only one has, or by name. */
  find(nameOrId: string): Session | undefined
  /** The messages from the first to the head, or to `head`. */
  path(session: string, head?: number): readonly Entry[]
  rename(session: string, name: string): void
  /** A new conversation with the messages up to the head, or to `head`. */
  branch(session: string, name?: string, head?: number): Session
  remove(session: string): void
  /** Messages that hold every word of `text` (all messages where it is empty), the newest first. */
  search(text: string, options: SearchOptions): readonly FoundEntry[]
  /** Removes conversations not touched since; tells how many. */
  prune(before: number): number
  close(): void
}
