import type { KeyLimits, KeyRecord } from '../../keys/key-record.ts'
import type { KeyStore } from '../key-store.ts'

/** Keys for as long as the process lives. */
export class MemoryKeys implements KeyStore {
  readonly #records = new Map<string, KeyRecord>()
  readonly #forms = new Map<string, { readonly id: string; readonly until: number }>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async add(record: KeyRecord, hash: string): Promise<boolean> {
    const isTaken = [...this.#records.values()].some(({ name, revoked }) => name === record.name && revoked === null)
    if (isTaken) return false
    this.#records.set(record.id, record)
    this.#forms.set(hash, { id: record.id, until: Number.MAX_SAFE_INTEGER })
    return true
  }

  async find(hash: string): Promise<KeyRecord | undefined> {
    const form = this.#forms.get(hash)
    return form === undefined || form.until <= this.#now() ? undefined : this.#records.get(form.id)
  }

  async any(): Promise<boolean> {
    return this.#records.size > 0
  }

  async list(): Promise<readonly KeyRecord[]> {
    return [...this.#records.values()]
  }

  async rotate(id: string, hash: string, until: number): Promise<void> {
    for (const [each, form] of this.#forms) {
      if (form.id === id) this.#forms.set(each, { id, until: Math.min(form.until, until) })
    }
    this.#forms.set(hash, { id, until: Number.MAX_SAFE_INTEGER })
  }

  async revoke(id: string): Promise<void> {
    this.#change(id, { revoked: this.#now() })
  }

  async limit(id: string, limits: KeyLimits): Promise<void> {
    this.#change(id, { limits })
  }

  #change(id: string, fields: Partial<KeyRecord>): void {
    const record = this.#records.get(id)
    if (record !== undefined) this.#records.set(id, { ...record, ...fields })
  }
}
