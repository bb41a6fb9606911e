/** What was typed before, to go back to and to search. Pure; `append` of the file is the caller's. */

/** The newest entries; the same text twice in a row is one. */
export class InputHistory {
  readonly #entries: string[]

  constructor(entries: readonly string[] = []) {
    this.#entries = [...entries]
  }

  get length(): number {
    return this.#entries.length
  }

  /** The entry `back` steps before now, 1 the newest; undefined where there is none. */
  at(back: number): string | undefined {
    return this.#entries.at(-back)
  }

  /** True where it was not the newest already. */
  add(text: string): boolean {
    if (text.trim() === '' || this.at(1) === text) return false
    this.#entries.push(text)
    return true
  }

  /** How many steps back the newest entry beyond `from` steps stands that holds `text`, whatever its case. */
  search(text: string, from = 0): number | undefined {
    const wanted = text.toLowerCase()
    for (let back = from + 1; back <= this.#entries.length; back++) {
      if (this.at(back)?.toLowerCase().includes(wanted)) return back
    }
    return undefined
  }
}
