const backslash = 0x5c

/** Index of the quote that closes the JSON string opened at `start`, or the end of the text when none does. */
export function endOfString(text: string, start: number): number {
  for (let close = text.indexOf('"', start + 1); close !== -1; close = text.indexOf('"', close + 1)) {
    let escapes = 0
    while (text.charCodeAt(close - 1 - escapes) === backslash) escapes++
    if (escapes % 2 === 0) return close
  }
  return text.length
}
