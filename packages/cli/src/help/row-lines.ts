import { wrapText } from './wrap-text.ts'

/**
 * Names, painted, and what they mean in two columns; where the left one leaves too little room, the text goes below its
 * name.
 */
export function rowLines(
  rows: readonly (readonly [string, string])[],
  columns: number,
  paint: (name: string) => string,
): string[] {
  const left = Math.min(30, Math.max(0, ...rows.map(([name]) => name.length)))
  const narrow = columns < left + 34
  return rows.map(([name, text]) => {
    if (narrow) return `  ${paint(name)}\n${wrapText(text, columns, { indent: 6 })}`
    const body = wrapText(text, columns, { indent: left + 4 })
    return name.length > left
      ? `  ${paint(name)}\n${body}`
      : `  ${paint(name)}${' '.repeat(left - name.length)}  ${body.trimStart()}`
  })
}
