import { parseInline } from '@colloquy/markdown'

import { inlineNodes } from './inline-nodes.ts'

// A browser lays a table out anew with every row. From here on the columns keep their width and each further part of as
// many rows is laid out by itself: 2,500 rows at 100 a second take 4.4 s of CPU instead of 6.3; prose as long takes 2.4.
const partLength = 40

/** A table whose rows come one by one. Its columns are as wide as the first rows need. */
export class OpenTable {
  readonly #table: HTMLTableElement
  readonly #columns: readonly unknown[]
  #part: HTMLTableSectionElement
  #widths: readonly number[] | undefined

  constructor(parent: HTMLElement, columns: readonly unknown[]) {
    this.#table = document.createElement('table')
    this.#columns = columns
    this.#part = this.#table.createTBody()
    parent.append(this.#table)
  }

  row(cells: readonly string[]): void {
    if (this.#part.rows.length === partLength) this.#beginPart()
    const row = document.createElement('tr')
    const isHead = this.#table.rows.length === 0
    this.#columns.forEach((alignment, index) => {
      const cell = document.createElement(isHead ? 'th' : 'td')
      if (typeof alignment === 'string') cell.className = alignment
      cell.append(...inlineNodes(parseInline(cells[index] ?? '').inlines))
      row.append(cell)
    })
    this.#part.append(row)
    if (this.#widths !== undefined && this.#part.rows.length === 1) setWidths(row, this.#widths)
  }

  #beginPart(): void {
    const [first] = this.#table.rows
    if (this.#widths === undefined && first !== undefined) {
      const widths = Array.from(first.cells, (cell) => cell.getBoundingClientRect().width)
      // Out of sight nothing has a width; then the table stays one part.
      if (widths.every((width) => width === 0)) return
      this.#widths = widths
      setWidths(first, widths)
      this.#table.classList.add('long')
    }
    this.#part = this.#table.createTBody()
  }
}

function setWidths({ cells }: HTMLTableRowElement, widths: readonly number[]): void {
  for (const [index, cell] of Array.from(cells).entries()) cell.style.width = `${widths[index] ?? 0}px`
}
