import { MarkdownWriter } from './markdown-writer.ts'

// Milliseconds of a frame's 16: laying out what was written takes up to four times as long as writing it.
const share = 4
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
  #frame: number | undefined

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
    if (this.#frame === undefined) this.#write()
  }

  /** Shows the whole text and closes what is open. */
  end(text: string): void {
    this.#whole = true
    this.show(text)
  }

  /** Writes no more. */
  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
  }

  #write(): void {
    this.#frame = undefined
    const until = performance.now() + share
    while (this.#written < this.#text.length) {
      if (performance.now() > until) {
        this.#frame = requestAnimationFrame(() => this.#write())
        return
      }
      this.#writer.push(this.#text.slice(this.#written, this.#written + piece))
      this.#written = Math.min(this.#text.length, this.#written + piece)
    }
    if (this.#whole) this.#writer.end()
  }
}
