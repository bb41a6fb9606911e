/** A text to look for. */
export interface Findable {
  readonly text: string
}

/** What one more character brought. */
export interface Finding<Found> {
  /** Text before what was found; it contains no mark. */
  readonly released: string
  readonly found: Found | undefined
  /** Text after what was found that must be read again. */
  readonly again: string
}

/** Finds marks in text that comes by the character, the longest at each place, holding back only what could be one. */
export class MarkFinder<Found extends Findable> {
  #held = ''
  // A mark that is complete, while a longer one could still come of it.
  #complete: Found | undefined

  /** What could still become a mark. */
  get held(): string {
    return this.#held
  }

  /**
   * Takes a character. `soughtBehind` names the marks that could begin after the given released text; it is asked anew
   * for each character at which one could begin.
   */
  push(character: string, soughtBehind: (released: string) => readonly Found[]): Finding<Found> {
    this.#held += character
    let released = ''
    while (this.#held !== '') {
      const candidates = soughtBehind(released).filter(({ text }) => text.startsWith(this.#held))
      const exact = candidates.find(({ text }) => text === this.#held)
      if (exact !== undefined) this.#complete = exact
      if (candidates.some(({ text }) => text.length > this.#held.length)) break
      const found = this.#complete
      if (found !== undefined) {
        this.#complete = undefined
        return { released, found, again: this.release().slice(found.text.length) }
      }
      released += this.#held[0] ?? ''
      this.#held = this.#held.slice(1)
    }
    return { released, found: undefined, again: '' }
  }

  /** Hands out what was held back. */
  release(): string {
    const held = this.#held
    this.#held = ''
    this.#complete = undefined
    return held
  }
}
