/** Rows as aligned columns; where those are wider than the terminal, each row as a list. */
import { printableLine } from './printable.ts'
import { cutText, textWidth } from './text-width.ts'

/** How a table is laid out. */
export interface TableOptions {
  /** Columns a line may take. Default: any number. */
  readonly columns?: number | undefined
  /** The title of the column that may be cut, with an ellipsis, so that the others fit. Default: none. */
  readonly shrink?: string | undefined
  /** Paints titles. */
  readonly title?: (text: string) => string
}

/**
 * Aligns `rows` under `head`, two spaces between columns, quantities at their right, nothing after the last cell; ends
 * with a newline. Too wide a table becomes a list: the first cell of a row, and a line for each other that is not empty.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { columns = Number.POSITIVE_INFINITY, shrink, title = (text) => text }: TableOptions = {},
): string {
  const cells = rows.map((row) => row.map(printableLine))
  const widths = head.map((name, at) => Math.max(...[name, ...cells.map((row) => row[at] ?? '')].map(textWidth)))
  const excess = widths.reduce((sum, width) => sum + width + 2, -2) - columns
  const shrunk = shrink === undefined ? -1 : head.indexOf(shrink)
  const room = (widths[shrunk] ?? 0) - Math.max(0, excess)
  if (excess > 0 && room < leastShrunk) return listed(head, cells, title)
  if (excess > 0) widths[shrunk] = room
  const isQuantity = head.map((_, at) => cells.every((row) => quantity.test(row[at] ?? '')))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => aligned(cutText(cell, widths[at] ?? 0), widths[at] ?? 0, isQuantity[at] === true))
      .join('  ')
      .trimEnd()
  return [title(line(head)), ...cells.map(line)].map((text) => `${text}\n`).join('')
}

/** Fewer columns of a name than this tell nothing. */
const leastShrunk = 12

/** `98.4 MB`, `12`, or nothing: a column of these is read by its last digits. */
const quantity = /^(?:[\d.,]+(?: [A-Za-z]{1,2})?)?$/u

function aligned(cell: string, width: number, atRight: boolean): string {
  const blank = ' '.repeat(width - textWidth(cell))
  return atRight ? blank + cell : cell + blank
}

function listed(
  [, ...titles]: readonly string[],
  rows: readonly (readonly string[])[],
  paint: (text: string) => string,
): string {
  const width = Math.max(0, ...titles.map(textWidth))
  return rows
    .map(([name = '', ...cells]) => {
      const lines = cells.map((cell, at) =>
        cell === '' ? '' : `  ${paint((titles[at] ?? '').padEnd(width))}  ${cell}\n`,
      )
      return `${name}\n${lines.join('')}`
    })
    .join('')
}
