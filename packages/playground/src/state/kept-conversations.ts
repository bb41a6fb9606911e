import { isEmpty, newConversation, newId, type Conversation } from '../conversation/conversation.ts'
import type { ConversationStore, OutsideChange } from '../conversation/conversation-store.ts'
import { Keeper } from '../conversation/keeper.ts'
import { KnownConversations } from '../conversation/known-conversations.ts'
import { mergeConversations } from '../conversation/merge-conversations.ts'
import type { Store } from './store.ts'

/** The part of the page's state that is about conversations. */
export interface ConversationsState {
  readonly conversations: readonly Conversation[]
  readonly currentId: string
  /** What could not be kept, or not be read; undefined when all is well. */
  readonly storageFailure: string | undefined
}

/** The conversations of the page: each change is shown, kept, and joined with what other tabs make of the same ones. */
export class KeptConversations {
  readonly #state: Store<ConversationsState>
  readonly #storage: ConversationStore
  readonly #keeper: Keeper

  constructor(state: Store<ConversationsState>, storage: ConversationStore) {
    this.#state = state
    this.#storage = storage
    this.#keeper = new Keeper(storage, (outcome) => this.#report(outcome))
    storage.listen((change) => this.#takeOver(change))
  }

  /** Reads what was kept. */
  async load(): Promise<void> {
    try {
      const kept = await this.#storage.all()
      // Another tab may have told of some meanwhile.
      const news = kept.filter(({ id }) => this.find(id) === undefined)
      this.#state.set({ conversations: [...this.#state.value.conversations, ...news] })
    } catch (error) {
      const why = reasonOf(error)
      this.#state.set({ storageFailure: `Nothing is kept when this page is closed: ${why}.` })
    }
  }

  find(id: string): Conversation | undefined {
    return this.#state.value.conversations.find((each) => each.id === id)
  }

  get current(): Conversation | undefined {
    return this.find(this.#state.value.currentId)
  }

  // A property: it is handed on.
  readonly open = (id: string): void => this.#state.set({ currentId: id })

  /** Begins a conversation with the settings of the one that is shown, unless that is an empty one. */
  begin(): void {
    const current = this.current
    if (current !== undefined && isEmpty(current)) return
    this.add([newConversation(current?.lanes[0]?.settings)])
  }

  /** Adds conversations and shows the first of them. */
  add(added: readonly Conversation[]): void {
    const [first] = added
    if (first === undefined) return
    this.#state.set({ conversations: [...added, ...this.#state.value.conversations], currentId: first.id })
    const worthKeeping = added.filter((each) => !isEmpty(each))
    if (worthKeeping.length > 0) this.#keeper.keep(worthKeeping)
  }

  /** Adds what was read from a file and is not here yet, and shows the first of it. Tells how many were here already. */
  bringIn(read: readonly Conversation[]): number {
    const here = new KnownConversations(this.#state.value.conversations.filter((each) => !isEmpty(each)))
    const known = read.map((each) => here.find(each))
    this.add(read.filter((_, index) => known[index] === undefined))
    const [first] = known
    if (first !== undefined && known.every((each) => each !== undefined)) this.open(first.id)
    return known.filter((each) => each !== undefined).length
  }

  remove(id: string): void {
    this.#drop(id)
    this.#keeper.remove(id)
  }

  rename(id: string, title: string): void {
    this.change(id, (conversation) => ({ ...conversation, title: title.trim() === '' ? undefined : title.trim() }))
  }

  /** Puts a second lane beside the first, or takes it away: what was said in it becomes a conversation of its own. */
  compare(id: string, on: boolean): void {
    const [lane, other] = this.find(id)?.lanes ?? []
    if (lane === undefined || on === (other !== undefined)) return
    this.change(id, (conversation) => ({ ...conversation, lanes: on ? [lane, { ...lane, id: newId() }] : [lane] }))
    if (other === undefined || other.tree.nodes.every((node) => lane.tree.nodes.includes(node))) return
    this.add([{ ...newConversation(other.settings), lanes: [other] }])
    this.open(id)
  }

  /** Changes a conversation. What is being typed is kept when it rests. */
  change(id: string, change: (conversation: Conversation) => Conversation, { typing = false } = {}): void {
    this.#replace(id, (each) => ({ ...change(each), updated: Date.now() }))
    const changed = this.find(id)
    if (changed === undefined || isEmpty(changed)) return
    if (typing) this.#keeper.keepSoon(changed)
    else this.#keeper.keep([changed])
  }

  /** Keeps a conversation as it is to be found after a crash, though it is not shown so. */
  keepSoFar(conversation: Conversation): void {
    this.#keeper.keep([conversation])
  }

  /** Keeps what was typed last, without waiting for the typing to rest. */
  flush(): void {
    this.#keeper.flush()
  }

  #takeOver({ id, base, now }: OutsideChange): void {
    const mine = this.find(id)
    if (now === undefined) {
      if (mine !== undefined) this.#drop(id)
    } else if (mine === undefined) {
      this.#state.set({ conversations: [now, ...this.#state.value.conversations] })
    } else this.#replace(id, (each) => mergeConversations(base ?? each, each, now))
  }

  #drop(id: string): void {
    const { conversations, currentId } = this.#state.value
    const left = conversations.filter((each) => each.id !== id)
    const [first = newConversation()] = left
    this.#state.set({
      conversations: left.length === 0 ? [first] : left,
      currentId: currentId === id ? first.id : currentId,
    })
  }

  #replace(id: string, change: (conversation: Conversation) => Conversation): void {
    const conversations = this.#state.value.conversations.map((each) => (each.id === id ? change(each) : each))
    this.#state.set({ conversations })
  }

  #report(storing: Promise<void>): void {
    storing.then(
      () => this.#state.value.storageFailure !== undefined && this.#state.set({ storageFailure: undefined }),
      (error: unknown) =>
        this.#state.set({
          storageFailure: `This is not kept when the page is closed: ${reasonOf(error)}. Code and export saves it as a file.`,
        }),
    )
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return "this browser's storage is full"
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}
