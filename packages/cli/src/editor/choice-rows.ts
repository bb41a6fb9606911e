import { textWidth } from '../terminal/text-width.ts'

/**
 * What Tab could complete to, in columns that are read downwards, as shells show it. What finds no room in `most` rows
 * is told as a number in the last one.
 */
export function choiceRows(choices: readonly string[], columns: number, most: number): readonly string[] {
  if (choices.length === 0) return []
  const width = Math.max(...choices.map(textWidth)) + gap
  const across = Math.max(1, Math.floor((columns + gap - 1) / width))
  const down = Math.ceil(choices.length / across)
  if (down > most) {
    const shown = Math.max(0, most - 1) * across
    return [...choiceRows(choices.slice(0, shown), columns, most), `… and ${choices.length - shown} more`]
  }
  return Array.from({ length: down }, (_, row) =>
    choices
      .filter((_choice, index) => index % down === row)
      .map((choice) => choice + ' '.repeat(width - textWidth(choice)))
      .join('')
      .trimEnd(),
  )
}

const gap = 3
