import type { Bucket, LimitStore, Taken } from '../limit-store.ts'

/** Limits of one process. */
export class MemoryLimits implements LimitStore {
  readonly #buckets = new Map<string, { level: number; at: number }>()
  readonly #rooms = new Map<string, Map<string, number>>()
  readonly #counters = new Map<string, Map<string, number>>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async take(bucket: Bucket, amount: number): Promise<Taken> {
    const filled = this.#fill(bucket)
    if (filled.level < amount) return { taken: false, level: filled.level }
    filled.level -= amount
    return { taken: true, level: filled.level }
  }

  async give(bucket: Bucket, amount: number): Promise<void> {
    const filled = this.#fill(bucket)
    filled.level = Math.min(bucket.capacity, filled.level + amount)
  }

  async enter(room: string, token: string, limit: number, lease: number): Promise<boolean> {
    const places = this.#rooms.get(room) ?? new Map<string, number>()
    this.#rooms.set(room, places)
    const now = this.#now()
    for (const [each, until] of places) {
      if (until <= now) places.delete(each)
      // This place was taken before the clock was set back. If its holder is alive, it renews the place.
      else if (until > now + lease) places.set(each, now + lease)
    }
    if (places.size >= limit) return false
    places.set(token, now + lease)
    return true
  }

  async stay(room: string, token: string, lease: number): Promise<void> {
    const places = this.#rooms.get(room)
    if (places?.has(token) === true) places.set(token, this.#now() + lease)
  }

  async leave(room: string, token: string): Promise<void> {
    this.#rooms.get(room)?.delete(token)
  }

  async count(name: string, day: string, amount: number): Promise<void> {
    const days = this.#counters.get(name) ?? new Map<string, number>()
    this.#counters.set(name, days)
    days.set(day, (days.get(day) ?? 0) + amount)
  }

  async counted(name: string, fromDay: string): Promise<number> {
    const days = [...(this.#counters.get(name) ?? [])].filter(([day]) => day >= fromDay)
    return days.reduce((sum, [, amount]) => sum + amount, 0)
  }

  #fill({ name, capacity }: Bucket): { level: number; at: number } {
    const now = this.#now()
    const bucket = this.#buckets.get(name) ?? { level: capacity, at: now }
    this.#buckets.set(name, bucket)
    // A minute ahead of now: the clock was set back, and nothing would come into the bucket until it is there again.
    const since = bucket.at - now > 60_000 ? 60_000 : now - bucket.at
    bucket.level = Math.min(capacity, bucket.level + (since * capacity) / 60_000)
    bucket.at = now
    return bucket
  }
}
