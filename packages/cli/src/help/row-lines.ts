import { wrapText } from './wrap-text.ts'

/** Names and what they mean in two columns; where the left one leaves too little room, the text goes below its name. */
export function rowLines(rows: readonly (readonly [string, string])[], columns: number): string[] {
  const left = Math.min(30, Math.max(0, ...rows.map(([name]) => name.length)))
  const narrow = columns < left + 34
  return rows.map(([name, text]) => {
    if (narrow) return `  ${name}\n${wrapText(text, columns, { indent: 6 })}`
    const body = wrapText(text, columns, { indent: left + 4 })
    return name.length > left ? `  ${name}\n${body}` : `  ${name.padEnd(left)}  ${body.trimStart()}`
  })
}
