/** Columns `text` takes on a terminal: most characters one, East Asian and emoji two, combining marks none. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text) width += letterWidth(letter)
  return width
}

/**
 * Columns a line may fill that is to be cleared again: a full line would wrap, and so would one after which the
 * terminal echoes `^C`; of a wrapped line only the last row can be cleared.
 */
export function clearableWidth(columns: number): number {
  return Math.max(1, columns - 3)
}

/** Cuts `text` to what `clearableWidth` leaves it. */
export function fitLine(text: string, columns: number): string {
  return cutText(text, clearableWidth(columns))
}

/** Cuts `text` to this width; what was cut ends in an ellipsis. */
export function cutText(text: string, room: number): string {
  if (textWidth(text) <= room) return text
  let kept = ''
  let width = 1
  for (const letter of text) {
    width += letterWidth(letter)
    if (width > room) break
    kept += letter
  }
  return `${kept}…`
}

/** Columns of one code point. */
export function letterWidth(letter: string): number {
  if (letter < '\u0300') return 1
  if (none.test(letter)) return 0
  return wide.test(letter) ? 2 : 1
}

const none = /^[\p{M}\p{Cf}]$/u
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60]$/u
