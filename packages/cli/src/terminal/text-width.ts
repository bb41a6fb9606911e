/** Columns `text` takes on a terminal: most characters one, East Asian and emoji two, combining marks none. */
export function textWidth(text: string): number {
  let width = 0
  for (const letter of text) width += letterWidth(letter)
  return width
}

/**
 * Cuts `text` so that it leaves the last column free: a full line would wrap, and a wrapped line cannot be cleared.
 */
export function fitLine(text: string, columns: number): string {
  const room = Math.max(1, columns - 1)
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

function letterWidth(letter: string): number {
  if (letter < '\u0300') return 1
  if (none.test(letter)) return 0
  return wide.test(letter) ? 2 : 1
}

const none = /^[\p{M}\p{Cf}]$/u
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60]$/u
