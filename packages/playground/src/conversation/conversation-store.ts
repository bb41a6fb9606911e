import { openDB, type IDBPDatabase } from 'idb'

import { newId, type Conversation } from './conversation.ts'
import { mergeConversations } from './merge-conversations.ts'
import { asStored, fromStored, type StoredConversation } from './stored-conversation.ts'

/** What another tab made of a conversation. */
export interface OutsideChange {
  readonly id: string
  /** The conversation as this tab last kept or read it; undefined where it never did. */
  readonly base: Conversation | undefined
  /** What it is now; undefined where it was removed. */
  readonly now: Conversation | undefined
}

interface Known {
  readonly conversation: Conversation
  readonly revision: string | undefined
}

/** Conversations read at once. */
const partLength = 50

/**
 * The conversations of this browser, in IndexedDB. Nothing of them leaves it. Tabs that are open at once write into the
 * same ones: what another tab has stored since is never written over, but joined.
 */
export class ConversationStore {
  readonly #database: Promise<IDBPDatabase>
  readonly #tabs: BroadcastChannel
  /** What this tab last stored or read, by id. */
  readonly #known = new Map<string, Known>()
  #tell: (change: OutsideChange) => void = () => {}

  constructor() {
    this.#database = openDatabase()
    // Whoever waits for it hears of it.
    this.#database.catch(() => {})
    this.#tabs = new BroadcastChannel('colloquy')
    this.#tabs.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // What cannot be read now is read with this tab's next change.
      if (typeof data === 'string') this.#readAgain(data).catch(() => {})
    })
  }

  /** Calls back when another tab has changed something. */
  listen(tell: (change: OutsideChange) => void): void {
    this.#tell = tell
  }

  /** All of them, the last changed first. */
  async all(): Promise<readonly Conversation[]> {
    const database = await this.#database
    const conversations: Conversation[] = []
    let after = ''
    for (;;) {
      // In parts, so that the page answers in between.
      const part: readonly StoredConversation[] = await database.getAll(
        'conversations',
        IDBKeyRange.lowerBound(after, true),
        partLength,
      )
      for (const stored of part) {
        if (stored.tokens !== undefined && stored.tokens.size > 0) await nextTurn()
        conversations.push(this.#read(stored))
      }
      if (part.length < partLength) break
      after = part.at(-1)?.id ?? after
    }
    return conversations.toSorted((a, b) => b.updated - a.updated)
  }

  /**
   * Keeps conversations. They are on the disk when this resolves. `unread` does not look for what another tab stored a moment
   * ago: a page that is being closed has no time to.
   */
  async put(conversations: readonly Conversation[], { unread = false } = {}): Promise<void> {
    const database = await this.#database
    const transaction = database.transaction('conversations', 'readwrite', { durability: 'strict' })
    const kept: (Known & { readonly id: string })[] = []
    const changes: OutsideChange[] = []
    const writing: Promise<unknown>[] = []
    for (const mine of conversations) {
      const { id } = mine
      const there: StoredConversation | undefined = unread ? undefined : await transaction.store.get(id)
      // Looked up only now: what this tab was storing a moment ago is stored.
      const known = this.#known.get(id)
      const isOurs = there === undefined || there.revision === known?.revision
      const conversation = isOurs ? mine : mergeConversations(known?.conversation ?? mine, mine, fromStored(there))
      if (!isOurs) changes.push({ id, base: mine, now: conversation })
      const revision = newId()
      kept.push({ id, conversation, revision })
      writing.push(transaction.store.put(asStored(conversation, revision)))
    }
    // Said aloud, it is carried out even where the page is gone by then.
    transaction.commit()
    await Promise.all([transaction.done, ...writing])
    for (const { id, ...known } of kept) {
      this.#known.set(id, known)
      this.#tabs.postMessage(id)
    }
    for (const change of changes) this.#tell(change)
  }

  async remove(id: string): Promise<void> {
    const database = await this.#database
    await database.delete('conversations', id)
    this.#known.delete(id)
    this.#tabs.postMessage(id)
  }

  async #readAgain(id: string): Promise<void> {
    const database = await this.#database
    const stored: StoredConversation | undefined = await database.get('conversations', id)
    const known = this.#known.get(id)
    if (stored !== undefined && stored.revision === known?.revision) return
    if (stored === undefined) this.#known.delete(id)
    this.#tell({ id, base: known?.conversation, now: stored && this.#read(stored) })
  }

  #read(stored: StoredConversation): Conversation {
    const conversation = fromStored(stored)
    this.#known.set(stored.id, { conversation, revision: stored.revision })
    return conversation
  }
}

// A browser that lets a page keep nothing throws at once: that is a failure of the first attempt to read, not of the page.
async function openDatabase(): Promise<IDBPDatabase> {
  return openDB('colloquy', 1, {
    upgrade(database) {
      database.createObjectStore('conversations', { keyPath: 'id' })
    },
  })
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}
