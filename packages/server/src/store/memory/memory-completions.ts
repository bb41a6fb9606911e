import type { Metadata } from 'colloquy/protocol'
import type { CompletionQuery, CompletionRecord, CompletionStore, StoredCompletion } from '../completion-store.ts'

interface Kept {
  readonly owner: string
  readonly id: string
  readonly added: number
  /** Undefined once deleted: the entry stays as a place in the list, from where a page can go on. */
  record: CompletionRecord | undefined
}

/** Stored completions for as long as the process lives. Keeps and gives copies, as a database would. */
export class MemoryCompletions implements CompletionStore {
  #kept: Kept[] = []
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async add(owner: string, record: CompletionRecord): Promise<void> {
    this.#kept.push({ owner, id: record.completion.id, added: this.#now(), record: structuredClone(record) })
  }

  async get(owner: string, id: string): Promise<StoredCompletion | undefined> {
    return structuredClone(this.#find(owner, id)?.record?.completion)
  }

  async list(owner: string, query: CompletionQuery): ReturnType<CompletionStore['list']> {
    const { after, limit, order } = query
    const own = this.#kept.filter((each) => each.owner === owner)
    if (order === 'desc') own.reverse()
    const start = after === undefined ? 0 : own.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && start === 0) return undefined
    const found = own
      .slice(start)
      .flatMap(({ record }) => (record === undefined ? [] : [record.completion]))
      .filter((completion) => matches(completion, query))
    return { items: structuredClone(found.slice(0, limit)), hasMore: found.length > limit }
  }

  async messages(owner: string, id: string): ReturnType<CompletionStore['messages']> {
    return structuredClone(this.#find(owner, id)?.record?.messages)
  }

  async update(owner: string, id: string, metadata: Metadata): Promise<StoredCompletion | undefined> {
    const kept = this.#find(owner, id)
    if (kept?.record === undefined) return undefined
    const completion = { ...kept.record.completion, metadata: { ...metadata } }
    kept.record = { ...kept.record, completion }
    return structuredClone(completion)
  }

  async delete(owner: string, id: string): Promise<boolean> {
    const kept = this.#find(owner, id)
    if (kept?.record === undefined) return false
    kept.record = undefined
    return true
  }

  async prune(before: number): Promise<number> {
    const count = this.#kept.length
    this.#kept = this.#kept.filter(({ added }) => added >= before)
    return count - this.#kept.length
  }

  #find(owner: string, id: string): Kept | undefined {
    return this.#kept.find((each) => each.owner === owner && each.id === id)
  }
}

function matches(completion: StoredCompletion, { model, metadata = {} }: CompletionQuery): boolean {
  if (model !== undefined && completion.model !== model) return false
  return Object.entries(metadata).every(
    ([key, value]) => Object.hasOwn(completion.metadata, key) && completion.metadata[key] === value,
  )
}
