/** What of the text can be delivered, and whether a stop string ended it. */
export interface StopVerdict {
  text: string
  stopped: boolean
}

/**
 * Finds stop strings in text that arrives in pieces. Text before the stop string that begins first is delivered, the
 * stop string is not; only what could still become one is held back. One instance per choice.
 */
export class StopDetector {
  readonly #stops: readonly string[]
  readonly #longest: number
  #held = ''

  /** Empty strings stop nothing. */
  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '')
    this.#longest = Math.max(0, ...this.#stops.map((stop) => stop.length))
  }

  /** Takes more text. After `stopped` nothing more may be pushed. */
  push(piece: string): StopVerdict {
    if (this.#longest === 0) return { text: piece, stopped: false }
    const text = this.#held + piece
    const found = this.#earliest(text)
    // A stop string that began earlier may still be completed, and then it is the one that counts.
    const open = this.#openFrom(text)
    if (found !== -1 && found <= open) {
      this.#held = ''
      return { text: text.slice(0, found), stopped: true }
    }
    this.#held = text.slice(open)
    return { text: text.slice(0, open), stopped: false }
  }

  /** The answer is over: hands out what was held back, up to a stop string that is complete in it. */
  end(): StopVerdict {
    const text = this.#held
    this.#held = ''
    const found = this.#earliest(text)
    return found === -1 ? { text, stopped: false } : { text: text.slice(0, found), stopped: true }
  }

  #earliest(text: string): number {
    let earliest = -1
    for (const stop of this.#stops) {
      const at = text.indexOf(stop)
      if (at !== -1 && (earliest === -1 || at < earliest)) earliest = at
    }
    return earliest
  }

  /** Where the first ending that begins a stop string starts; the text's length where none does. */
  #openFrom(text: string): number {
    for (let from = Math.max(0, text.length - this.#longest + 1); from < text.length; from++) {
      const ending = text.slice(from)
      if (this.#stops.some((stop) => stop.length > ending.length && stop.startsWith(ending))) return from
    }
    return text.length
  }
}
