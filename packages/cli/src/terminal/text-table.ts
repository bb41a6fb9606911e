/** Rows as aligned columns. */
import { printableLine } from './printable.ts'
import { textWidth } from './text-width.ts'

/** Aligns `rows` under `head`, two spaces between columns, nothing after the last cell; ends with a newline. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(printableLine))
  const widths = head.map((_, column) => Math.max(...lines.map((row) => textWidth(row[column] ?? ''))))
  const fill = (cell: string, column: number): string => cell + ' '.repeat((widths[column] ?? 0) - textWidth(cell))
  return lines.map((row) => `${row.map(fill).join('  ').trimEnd()}\n`).join('')
}
