/** Sets a table in columns that fit the terminal. */
import { type Alignment, parseInline } from '@colloquy/markdown'
import type { Format } from '../terminal/colour.ts'
import { textWidth } from '../terminal/text-width.ts'
import { inlineParts } from './inline-parts.ts'
import { stripStyle, WordWrap } from './word-wrap.ts'

/** What the table is shown on. */
export interface TableSurface {
  readonly columns: number
  readonly paint: (formats: readonly Format[], text: string) => string
}

const narrowest = 5

/** The lines of a table; its first row is its head. Cells that do not fit are wrapped. */
export function tableLines(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  surface: TableSurface,
): string[] {
  const [head = [], ...body] = rows
  const natural = alignments.map((_, column) =>
    Math.max(1, ...rows.map((row) => widest(cellLines(row[column] ?? '', [], Number.POSITIVE_INFINITY, surface)))),
  )
  const widths = shrink(natural, Math.max(narrowest, surface.columns - 3 * (alignments.length - 1)))
  const bar = surface.paint(['dim'], ' │ ')
  const rowLines = (row: readonly string[], formats: readonly Format[]): string[] => {
    const cells = widths.map((width, column) => cellLines(row[column] ?? '', formats, width, surface))
    const height = Math.max(1, ...cells.map(({ length }) => length))
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, column) => align(lines[line] ?? '', widths[column] ?? 0, alignments[column] ?? 'left'))
        .join(bar)
        .trimEnd(),
    )
  }
  const rule = surface.paint(['dim'], widths.map((width) => '─'.repeat(width)).join('─┼─'))
  return [...rowLines(head, ['bold']), rule, ...body.flatMap((row) => rowLines(row, []))]
}

function cellLines(cell: string, formats: readonly Format[], columns: number, surface: TableSurface): string[] {
  const wrap = new WordWrap({ columns, first: '', rest: '' })
  let text = ''
  for (const part of inlineParts(parseInline(cell).inlines, formats)) {
    if (part.kind === 'break') text += wrap.newline()
    else text += wrap.push(part.text, (words) => surface.paint(part.formats, words))
  }
  return `${text}${wrap.end()}`.split('\n')
}

// Takes columns from the widest first, so that short ones stay whole.
function shrink(natural: readonly number[], room: number): number[] {
  const widths = [...natural]
  while (widths.reduce((sum, width) => sum + width, 0) > room) {
    const most = Math.max(...widths)
    if (most <= narrowest) break
    widths[widths.indexOf(most)] = most - 1
  }
  return widths
}

function align(text: string, width: number, alignment: Alignment): string {
  const space = Math.max(0, width - textWidth(stripStyle(text)))
  if (alignment === 'right') return ' '.repeat(space) + text
  if (alignment === 'left') return text + ' '.repeat(space)
  const left = Math.floor(space / 2)
  return ' '.repeat(left) + text + ' '.repeat(space - left)
}

function widest(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => textWidth(stripStyle(line))))
}
