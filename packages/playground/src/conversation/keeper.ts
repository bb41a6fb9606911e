import type { Conversation } from './conversation.ts'
import type { ConversationStore } from './conversation-store.ts'

/** Milliseconds without a further change until what is being typed is kept: a conversation may be megabytes. */
const rest = 250

/** Keeps conversations as they change: what was said at once, what is being typed when the typing rests. */
export class Keeper {
  readonly #storage: Pick<ConversationStore, 'put' | 'remove'>
  readonly #onOutcome: (outcome: Promise<void>) => void
  readonly #typed = new Map<string, { conversation: Conversation; timer: ReturnType<typeof setTimeout> }>()

  /** `onOutcome` hears of each attempt to keep something. */
  constructor(storage: Pick<ConversationStore, 'put' | 'remove'>, onOutcome: (outcome: Promise<void>) => void) {
    this.#storage = storage
    this.#onOutcome = onOutcome
  }

  /** Keeps them now. */
  keep(conversations: readonly Conversation[]): void {
    for (const { id } of conversations) this.#forget(id)
    this.#onOutcome(this.#storage.put(conversations))
  }

  /** Keeps it when it has not changed for a while, or at {@link flush}. */
  keepSoon(conversation: Conversation): void {
    this.#forget(conversation.id)
    const timer = setTimeout(() => this.keep([conversation]), rest)
    this.#typed.set(conversation.id, { conversation, timer })
  }

  remove(id: string): void {
    this.#forget(id)
    this.#onOutcome(this.#storage.remove(id))
  }

  /** Keeps now what was to be kept soon: the page may be gone in the next moment. */
  flush(): void {
    const typed = Array.from(this.#typed.values(), ({ conversation }) => conversation)
    for (const { id } of typed) this.#forget(id)
    if (typed.length > 0) this.#onOutcome(this.#storage.put(typed, { unread: true }))
  }

  #forget(id: string): void {
    clearTimeout(this.#typed.get(id)?.timer)
    this.#typed.delete(id)
  }
}
