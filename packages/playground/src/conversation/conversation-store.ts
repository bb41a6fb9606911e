import { openDB, type IDBPDatabase } from 'idb'

import type { Conversation } from './conversation.ts'

/** The conversations of this browser, in IndexedDB. Nothing of them leaves it. */
export class ConversationStore {
  readonly #database: Promise<IDBPDatabase>

  constructor() {
    this.#database = openDB('colloquy', 1, {
      upgrade(database) {
        database.createObjectStore('conversations', { keyPath: 'id' })
      },
    })
  }

  /** All of them, the last changed first. */
  async all(): Promise<readonly Conversation[]> {
    const database = await this.#database
    const conversations: readonly Conversation[] = await database.getAll('conversations')
    return conversations.toSorted((a, b) => b.updated - a.updated)
  }

  /** Keeps a conversation. It is on the disk when this resolves. */
  async put(conversation: Conversation): Promise<void> {
    const database = await this.#database
    const transaction = database.transaction('conversations', 'readwrite', { durability: 'strict' })
    await Promise.all([transaction.store.put(conversation), transaction.done])
  }

  async remove(id: string): Promise<void> {
    const database = await this.#database
    await database.delete('conversations', id)
  }
}
