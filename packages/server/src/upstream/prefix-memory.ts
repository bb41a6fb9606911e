/**
 * Remembers which upstream last answered a conversation, by its prefixes, so that its next turn finds the cached prompt
 * even where load had moved it. Bounded: what was not used for longest is forgotten first.
 */
export class PrefixMemory<Place> {
  readonly #limit: number
  // A Map keeps the order of insertion, which is the order of last use here.
  readonly #places = new Map<number, Place>()

  /** @param limit Most prefixes to remember. Default 20,000, about 2 MB. */
  constructor(limit = 20_000) {
    this.#limit = limit
  }

  /** Where the longest known prefix was answered. */
  find(prefixes: readonly number[]): Place | undefined {
    for (let at = prefixes.length - 1; at >= 0; at--) {
      const place = this.#places.get(prefixes[at] ?? 0)
      if (place !== undefined) return place
    }
    return undefined
  }

  /** A conversation is answered by `place`. */
  remember(prefixes: readonly number[], place: Place): void {
    for (const prefix of prefixes) {
      this.#places.delete(prefix)
      this.#places.set(prefix, place)
    }
    for (const oldest of this.#places.keys()) {
      if (this.#places.size <= this.#limit) return
      this.#places.delete(oldest)
    }
  }
}
