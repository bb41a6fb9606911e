/** Conversations for as long as the process lives: with --no-log, and where there is no SQLite. */
import { shortMessage } from '../ask/user-message.ts'
import { messageText } from './message-text.ts'
import { newSessionId, sessionTitle } from './session-name.ts'
import type { Entry, FoundEntry, NewEntry, NewSession, SearchOptions, Session, SessionStore } from './session.ts'

/** Behaves as the SQLite store does; the same tests hold for both. */
export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, Session>()
  readonly #entries = new Map<number, Entry & { readonly session: string }>()
  readonly #now: () => number
  #lastId = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  create({ name = '', model, system }: NewSession = {}): Session {
    const now = this.#now()
    const session = {
      id: newSessionId(),
      name,
      created: now,
      updated: now,
      model: model ?? null,
      system: system ?? null,
      head: null,
    }
    this.#sessions.set(session.id, session)
    return session
  }

  append(session: string, { parent, message, model, usage, finish }: NewEntry): Entry {
    const created = this.#now()
    const id = ++this.#lastId
    const entry = {
      id,
      parent,
      message,
      created,
      model: model ?? null,
      usage: usage ?? null,
      finish: finish ?? null,
    }
    this.#entries.set(id, { ...entry, session })
    this.#change(session, (known) => ({
      head: id,
      model: model ?? known.model,
      name: known.name === '' && message.role === 'user' ? sessionTitle(shortMessage(message)) : known.name,
    }))
    return entry
  }

  setSystem(session: string, system: string | null): void {
    this.#change(session, () => ({ system }))
  }

  setHead(session: string, head: number | null): void {
    this.#change(session, () => ({ head }))
  }

  list(): readonly Session[] {
    // Reversed first: of two that were touched in the same millisecond the younger stands before.
    return [...this.#sessions.values()].toReversed().toSorted((a, b) => b.updated - a.updated)
  }

  find(nameOrId: string): Session | undefined {
    const all = this.list()
    const exact = this.#sessions.get(nameOrId) ?? all.find(({ name }) => name === nameOrId)
    if (exact || !/^[a-z0-9]{3,7}$/u.test(nameOrId)) return exact
    const starting = all.filter(({ id }) => id.startsWith(nameOrId))
    return starting.length === 1 ? starting[0] : undefined
  }

  path(session: string, head?: number): readonly Entry[] {
    const path: Entry[] = []
    let id = head ?? this.#sessions.get(session)?.head ?? null
    while (id !== null) {
      const entry = this.#entries.get(id)
      if (!entry) break
      const { session: _, ...kept } = entry
      path.push(kept)
      id = entry.parent
    }
    return path.toReversed()
  }

  rename(session: string, name: string): void {
    this.#change(session, () => ({ name }))
  }

  branch(session: string, name?: string, head?: number): Session {
    const original = this.#sessions.get(session)
    const copy = this.create({
      name: name ?? `${original?.name ?? ''} (branch)`,
      system: original?.system ?? undefined,
    })
    let parent: number | null = null
    for (const entry of this.path(session, head)) parent = this.append(copy.id, { ...entry, parent }).id
    return this.#sessions.get(copy.id) ?? copy
  }

  remove(session: string): void {
    this.#sessions.delete(session)
    for (const [id, entry] of this.#entries) if (entry.session === session) this.#entries.delete(id)
  }

  search(text: string, { limit, model }: SearchOptions): readonly FoundEntry[] {
    const wanted = words(text)
    const found: FoundEntry[] = []
    for (const { session: id, ...entry } of [...this.#entries.values()].toReversed()) {
      const session = this.#sessions.get(id)
      const said = words(messageText(entry.message))
      const fits = wanted.every((word) => said.some((one) => one.startsWith(word)))
      if (session && fits && (model === undefined || entry.model === model)) found.push({ session, entry })
      if (found.length === limit) break
    }
    return found
  }

  prune(before: number): number {
    const old = this.list().filter(({ updated }) => updated < before)
    for (const { id } of old) this.remove(id)
    return old.length
  }

  close(): void {}

  #change(id: string, change: (known: Session) => Partial<Session>): void {
    const known = this.#sessions.get(id)
    if (known) this.#sessions.set(id, { ...known, updated: this.#now(), ...change(known) })
  }
}

function words(text: string): string[] {
  return [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word)
}
