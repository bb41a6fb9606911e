import { MarkdownWriter } from './markdown-writer.ts'
import { writingTime } from './writing-time.ts'

// Characters between two looks at the clock; of a table, the most costly shape, they take about 1 ms.
const piece = 1000

/**
 * Writes a growing Markdown text into an element without ever keeping the page from answering: what cannot be written
 * in this frame's share of time is written in the next ones.
 */
export class PacedWriter {
  readonly #writer: MarkdownWriter
  #text = ''
  #written = 0
  #whole = false
  #stopped = false
  #waits = false

  constructor(root: HTMLElement) {
    root.replaceChildren()
    this.#writer = new MarkdownWriter(root)
  }

  /** True where `text` goes on from what was shown, so that nothing has to be drawn again. */
  goesOnWith(text: string): boolean {
    return !this.#whole && text.startsWith(this.#text)
  }

  /** Shows this much of the text, which goes on from what was shown. */
  show(text: string): void {
    this.#text = text
    if (!this.#waits) this.#write()
  }

  /** Shows the whole text and closes what is open. */
  end(text: string): void {
    this.#whole = true
    this.show(text)
  }

  /** Writes no more. */
  stop(): void {
    this.#stopped = true
  }

  #write(): void {
    this.#waits = false
    if (this.#stopped) return
    while (this.#written < this.#text.length) {
      if (!writingTime.isLeft()) {
        this.#waits = true
        writingTime.afterwards(() => this.#write())
        return
      }
      this.#writer.push(this.#text.slice(this.#written, this.#written + piece))
      this.#written = Math.min(this.#text.length, this.#written + piece)
    }
    if (this.#whole) this.#writer.end()
  }
}
