import type { Claim, ClaimedKey, IdempotencyStore, KeptAnswer } from '../idempotency-store.ts'

interface Entry {
  readonly token: string
  readonly fingerprint: string
  readonly answer: KeptAnswer | undefined
  readonly expires: number
}

/** Answers by their idempotency key, for as long as the process lives. */
export class MemoryIdempotency implements IdempotencyStore {
  readonly #entries = new Map<string, Entry>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async claim(claimed: ClaimedKey, fingerprint: string, lease: number): Promise<Claim> {
    const now = this.#now()
    for (const [name, { expires }] of this.#entries) if (expires <= now) this.#entries.delete(name)
    const present = this.#entries.get(nameOf(claimed))
    if (present?.answer !== undefined) {
      return { state: 'answered', fingerprint: present.fingerprint, answer: present.answer }
    }
    const expires = now + lease
    if (present !== undefined) {
      // A lease that ends later than that was taken before the clock was set back. If its holder is alive, it renews
      // the lease.
      if (present.expires > expires) this.#entries.set(nameOf(claimed), { ...present, expires })
      return { state: 'running', fingerprint: present.fingerprint }
    }
    this.#entries.set(nameOf(claimed), { token: claimed.token, fingerprint, answer: undefined, expires })
    return { state: 'claimed' }
  }

  async renew(claimed: ClaimedKey, lease: number): Promise<void> {
    this.#change(claimed, (entry) => ({ ...entry, expires: this.#now() + lease }))
  }

  async keep(claimed: ClaimedKey, answer: KeptAnswer, lifetime: number): Promise<void> {
    this.#change(claimed, (entry) => ({ ...entry, answer, expires: this.#now() + lifetime }))
  }

  async release(claimed: ClaimedKey): Promise<void> {
    const entry = this.#entries.get(nameOf(claimed))
    if (entry?.token === claimed.token && entry.answer === undefined) this.#entries.delete(nameOf(claimed))
  }

  #change(claimed: ClaimedKey, change: (entry: Entry) => Entry): void {
    const entry = this.#entries.get(nameOf(claimed))
    if (entry?.token === claimed.token && entry.answer === undefined) this.#entries.set(nameOf(claimed), change(entry))
  }
}

function nameOf({ owner, key }: ClaimedKey): string {
  return JSON.stringify([owner, key])
}
