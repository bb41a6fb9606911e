import { ServerError } from 'colloquy'

/** Who waits for a slot, first come first served, and how many may. */
export class WaitingLine<Entry> {
  readonly #limit: number
  readonly #entries: Entry[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  get length(): number {
    return this.#entries.length
  }

  /**
   * Lets `entry` wait while `free` slots can be taken at once. Throws `overloaded` (503) when the line is full;
   * `retryAfter` are the seconds in which a place should become free.
   */
  join(entry: Entry, options: { free: number; retryAfter: () => number }): void {
    if (this.#entries.length + 1 - options.free > this.#limit) {
      const retryAfter = options.retryAfter()
      throw new ServerError(
        `All places are taken and ${this.#entries.length} requests wait already (queueLimit is ${this.#limit}). ` +
          `Try again in ${retryAfter} s.`,
        { code: 'overloaded', retryAfter },
      )
    }
    this.#entries.push(entry)
  }

  /** Puts entries before all others, whatever the limit: they belong to a request that was admitted. */
  rejoin(entries: readonly Entry[]): void {
    this.#entries.unshift(...entries)
  }

  /** Takes who has waited longest. */
  next(): Entry | undefined {
    return this.#entries.shift()
  }

  /** Takes out all entries that match, wherever they stand. */
  leave(matches: (entry: Entry) => boolean): void {
    for (let index = this.#entries.length - 1; index >= 0; index--) {
      const entry = this.#entries[index]
      if (entry !== undefined && matches(entry)) this.#entries.splice(index, 1)
    }
  }
}
