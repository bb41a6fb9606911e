/** Draws the message being written, and only that: what stands above it is never touched. */
import { choiceRows } from './choice-rows.ts'
import { stripStyle } from '../render/word-wrap.ts'
import { letterWidth, textWidth } from '../terminal/text-width.ts'

/** What is to be seen. */
export interface InputFrame {
  /** Stands before the first line; may hold styles. */
  readonly prompt: string
  /** Columns of `prompt`. */
  readonly promptWidth: number
  readonly text: string
  readonly cursor: number
  /** One line under the text; empty for none. */
  readonly hint: string
  /** What is to choose from, under it. */
  readonly choices: readonly string[]
}

/** Remembers where its cursor stands. One instance a terminal. */
export class InputView {
  #row = 0
  #rows = 0
  // Of the rows above the cursor, and of the cursor's own up to it: how many columns each fills.
  #above: readonly number[] = []

  /** What to write so that `frame` stands where the last one stood. */
  draw(frame: InputFrame, columns: number, height: number): string {
    const hint = frame.hint === '' ? [] : [frame.hint]
    const below = [...hint, ...choiceRows(frame.choices, columns, Math.max(1, Math.floor(height / 3)))]
    const { rows, row, column } = windowOf(layOut(frame, columns), Math.max(1, height - 1 - Math.max(1, below.length)))
    const shown = [...rows, ...below.map((line) => `\u001b[2m${cut(line, columns)}\u001b[22m`)]
    const above = this.#rowsAbove(columns)
    const top = above > 0 ? `\u001b[${above}A` : ''
    const back = shown.length - 1 - row
    const up = back > 0 ? `\u001b[${back}A` : ''
    const right = column > 0 ? `\u001b[${column}C` : ''
    this.#row = row
    this.#rows = rows.length
    this.#above = [...rows.slice(0, row).map((text) => textWidth(stripStyle(text))), column]
    // Behind the last letter it stands by itself. Terminals differ in how wide they show a flag or a family.
    const isThere = back === 0 && frame.cursor === frame.text.length
    return `${top}\r\u001b[J${shown.join('\r\n')}${isThere ? '' : `${up}\r${right}`}`
  }

  /** Goes below the text and leaves it standing. The hint is taken away. */
  leave(): string {
    const down = this.#rows - 1 - this.#row
    const text = `${down > 0 ? `\u001b[${down}B` : ''}\r\n\u001b[J`
    this.forget()
    return text
  }

  /** The next frame is drawn where the cursor stands. */
  forget(): void {
    this.#row = 0
    this.#rows = 0
    this.#above = []
  }

  // A terminal that was made narrower has broken the rows drawn before into several: the text moves and the cursor
  // with it. Made wider it leaves them as they are, since each ended with a newline.
  #rowsAbove(columns: number): number {
    return this.#above.reduce((sum, width, index) => {
      const last = index === this.#above.length - 1
      return sum + (last ? Math.floor(width / columns) : Math.max(1, Math.ceil(width / columns)))
    }, 0)
  }
}

// Of a text taller than the terminal, the rows around the cursor: what has scrolled away cannot be drawn again.
function windowOf({ rows, row, column }: Layout, height: number): Layout {
  if (rows.length <= height) return { rows, row, column }
  const first = Math.min(Math.max(0, row - Math.floor(height / 2)), rows.length - height)
  return { rows: rows.slice(first, first + height), row: row - first, column }
}

interface Layout {
  readonly rows: readonly string[]
  readonly row: number
  readonly column: number
}

function layOut({ prompt, promptWidth, text, cursor }: InputFrame, columns: number): Layout {
  const indent = ' '.repeat(promptWidth)
  const rows = [prompt]
  let column = promptWidth
  let at = { row: 0, column }
  let index = 0
  const next = (lead: string): void => {
    rows.push(lead)
    column = lead.length
  }
  for (const letter of text) {
    const width = letter === '\n' ? 0 : letter === '\t' ? 2 : letterWidth(letter)
    // The last column stays free: a cursor after it would stand in a row that is not there yet.
    if (letter !== '\n' && column + width >= columns) next('')
    if (index === cursor) at = { row: rows.length - 1, column }
    index += letter.length
    if (letter === '\n') next(indent)
    else {
      rows[rows.length - 1] += letter === '\t' ? '  ' : letter
      column += width
    }
  }
  if (cursor >= index) at = { row: rows.length - 1, column }
  return { rows, ...at }
}

function cut(text: string, columns: number): string {
  let kept = ''
  let width = 0
  for (const letter of text) {
    width += letterWidth(letter)
    if (width >= columns) return kept
    kept += letter
  }
  return textWidth(kept) < columns ? kept : ''
}
