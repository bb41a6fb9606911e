/**
 * Python's whitespace as the inside of a character class. JavaScript's `\s` lacks U+001C to U+001F and U+0085 and has
 * U+FEFF, so `trim()` and `\s` would cut other characters than the reference does.
 */
export const whitespace = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const trailing = new RegExp(`[${whitespace}]+$`)

/** Removes whitespace from the end, as Python's `str.rstrip`. */
export function trimEnd(text: string): string {
  // The expression alone is quadratic on long inner runs of spaces; looking at the last character first avoids most.
  let end = text.length
  while (end > 0 && trailing.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}
