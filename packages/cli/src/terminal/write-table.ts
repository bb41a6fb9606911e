import type { OutputStream } from './output-stream.ts'
import { textTable } from './text-table.ts'

/**
 * Writes rows as a table: on a terminal no wider than it is, its head dim; into a pipe as wide as it comes. `shrink`
 * is the column that may be cut where there is too little room.
 */
export function writeTable(
  stdout: OutputStream,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { shrink }: { readonly shrink?: string } = {},
): Promise<void> {
  const title = (text: string): string => stdout.style('dim', text)
  return stdout.write(textTable(head, rows, { columns: stdout.lineWidth, shrink, title }))
}
