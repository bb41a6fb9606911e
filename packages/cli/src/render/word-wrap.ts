/** Breaks running text into lines that fit, while it comes. Pure; one instance a block. */
import { textWidth } from '../terminal/text-width.ts'

/** How lines begin and how long they may be. */
export interface WordWrapOptions {
  /** Columns a line may fill. */
  readonly columns: number
  /** What the first line begins with. */
  readonly first: string
  /** What each other line begins with. */
  readonly rest: string
}

/** Gives words as soon as they are whole; between wide letters (Chinese, Japanese, Korean) a line may break anywhere. */
export class WordWrap {
  #columns: number
  readonly #rest: string
  readonly #indent: number
  #lead: string
  #column: number
  // Parts of the word that is not over yet: as shown, and how wide they are.
  #word = ''
  #width = 0
  #space = false

  constructor({ columns, first, rest }: WordWrapOptions) {
    this.#columns = columns
    this.#lead = first
    this.#rest = rest
    this.#indent = textWidth(stripStyle(rest))
    this.#column = this.#indent
  }

  /** The terminal has another width: lines from now on are broken by it. */
  set columns(columns: number) {
    this.#columns = columns
  }

  /** Takes text and how it is to look; gives what can be shown. */
  push(text: string, paint: (text: string) => string): string {
    let ready = ''
    for (const [part] of text.matchAll(parts)) {
      if (/^\s/u.test(part)) {
        ready += this.#flush()
        this.#space = true
        continue
      }
      const width = textWidth(part)
      if (breakable.test(part)) ready += this.#flush()
      this.#word += paint(part)
      this.#width += width
      if (breakable.test(part)) ready += this.#flush()
    }
    return ready
  }

  /** Goes to the next line. */
  newline(): string {
    const ready = this.#flush()
    this.#space = false
    this.#column = this.#indent
    return `${ready}${this.#takeLead()}\n${this.#rest}`
  }

  /** The last word, and the beginning of the line where no word came. */
  end(): string {
    return this.#flush() + this.#takeLead()
  }

  #flush(): string {
    if (this.#width === 0) return ''
    const lead = this.#takeLead()
    const gap = this.#space && this.#column > this.#indent ? 1 : 0
    const breaks = this.#column > this.#indent && this.#column + gap + this.#width > this.#columns
    const before = breaks ? `\n${this.#rest}` : ' '.repeat(gap)
    this.#column = (breaks ? this.#indent : this.#column + gap) + this.#width
    // A word longer than the line goes on in the next one by the terminal's own doing.
    if (this.#column > this.#columns) this.#column = ((this.#column - 1) % this.#columns) + 1
    const ready = `${lead}${before}${this.#word}`
    this.#word = ''
    this.#width = 0
    this.#space = false
    return ready
  }

  #takeLead(): string {
    const lead = this.#lead
    this.#lead = ''
    return lead
  }
}

/** Text without colours and weights, to measure it. */
export function stripStyle(text: string): string {
  return text.replaceAll(styles, '')
}

// eslint's own rule against control characters in patterns is met by building the pattern from its code.
const styles = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'gu')
const wide = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}'
const parts = new RegExp(`\\s+|[${wide}]|[^\\s${wide}]+`, 'gu')
const breakable = new RegExp(`^[${wide}]$`, 'u')
