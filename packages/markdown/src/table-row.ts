/** Reads the rows of a pipe table. */
import type { Alignment } from './block-event.ts'

/** The cells of `| a | b |`. A pipe after a backslash belongs to its cell. */
export function readCells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '')
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** The columns of `| :-- | --: |`; undefined where the line is no such row. */
export function readAlignments(line: string): Alignment[] | undefined {
  const cells = readCells(line)
  if (!line.trimStart().startsWith('|') || !cells.every((cell) => /^:?-+:?$/u.test(cell))) return undefined
  return cells.map((cell) => {
    if (!cell.endsWith(':')) return 'left'
    return cell.startsWith(':') ? 'centre' : 'right'
  })
}
