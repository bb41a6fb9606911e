/** The text a person is writing, and where the cursor stands in it. Pure. */

/** Moves by what people see as one letter (a grapheme), however many code points it takes. */
export class TextBuffer {
  #text = ''
  #cursor = 0
  #killed = ''

  get text(): string {
    return this.#text
  }

  /** Index into `text` that the cursor stands before. */
  get cursor(): number {
    return this.#cursor
  }

  /** Replaces everything; the cursor goes to the end, or to `cursor`. */
  set(text: string, cursor: number = text.length): void {
    this.#text = text
    this.#cursor = cursor
  }

  insert(text: string): void {
    this.replace(this.#cursor, this.#cursor, text)
  }

  /** Puts `text` in the place of what stands between two indexes; the cursor goes after it. */
  replace(from: number, to: number, text: string): void {
    this.#text = this.#text.slice(0, from) + text + this.#text.slice(to)
    this.#cursor = from + text.length
  }

  /** Deletes up to where `move` would go; what was deleted can be put back with `yank`. */
  kill(move: Move): void {
    const start = this.#cursor
    this.go(move)
    const from = Math.min(start, this.#cursor)
    const to = Math.max(start, this.#cursor)
    if (from === to) return
    this.#killed = this.#text.slice(from, to)
    this.replace(from, to, '')
  }

  /** Deletes one letter before or after the cursor. */
  erase(move: 'left' | 'right'): void {
    const killed = this.#killed
    this.kill(move)
    this.#killed = killed
  }

  yank(): void {
    this.insert(this.#killed)
  }

  /** Moves the cursor. */
  go(move: Move): void {
    this.#cursor = this.#targetOf(move)
  }

  /** Moves a line up or down in the same column; false where there is no such line. */
  goLine(by: -1 | 1): boolean {
    const start = this.#lineStart(this.#cursor)
    const column = this.#cursor - start
    const other = by < 0 ? start - 1 : this.#lineEnd(this.#cursor) + 1
    if (other < 0 || other > this.#text.length) return false
    const otherStart = by < 0 ? this.#lineStart(other) : other
    this.#cursor = Math.min(otherStart + column, this.#lineEnd(otherStart))
    return true
  }

  #targetOf(move: Move): number {
    const before = this.#text.slice(0, this.#cursor)
    const behind = this.#text.slice(this.#cursor)
    switch (move) {
      case 'left':
        return this.#cursor - (lastLetter(before)?.length ?? 0)
      case 'right':
        return this.#cursor + (firstLetter(behind)?.length ?? 0)
      case 'word-left':
        return this.#cursor - (/[\p{L}\p{N}_]*[^\p{L}\p{N}_]*$/u.exec(before)?.[0].length ?? 0)
      case 'word-right':
        return this.#cursor + (/^[^\p{L}\p{N}_]*[\p{L}\p{N}_]*/u.exec(behind)?.[0].length ?? 0)
      case 'blank-left':
        return this.#cursor - (/\S*\s*$/u.exec(before)?.[0].length ?? 0)
      case 'home':
        return this.#lineStart(this.#cursor)
      case 'end':
        return this.#lineEnd(this.#cursor)
    }
  }

  #lineStart(index: number): number {
    return this.#text.lastIndexOf('\n', index - 1) + 1
  }

  #lineEnd(index: number): number {
    const end = this.#text.indexOf('\n', index)
    return end < 0 ? this.#text.length : end
  }
}

/** Where the cursor can go. `blank-left` is what Ctrl-W deletes: everything up to the last space. */
export type Move = 'left' | 'right' | 'word-left' | 'word-right' | 'blank-left' | 'home' | 'end'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function firstLetter(text: string): string | undefined {
  return segmenter.segment(text).containing(0)?.segment
}

function lastLetter(text: string): string | undefined {
  return text === '' ? undefined : segmenter.segment(text).containing(text.length - 1)?.segment
}
