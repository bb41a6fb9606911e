/** What conversations are called. */
import { randomInt } from 'node:crypto'

// No vowels, so that no id is a word: neither a command's name nor a rude one.
const letters = 'bcdfghjkmnpqrstvwxz23456789'

/** Seven letters and digits; ten thousand million of them. */
export function newSessionId(): string {
  return Array.from({ length: 7 }, () => letters.charAt(randomInt(letters.length))).join('')
}

/** The first line of the first question, cut to 60 letters. */
export function sessionTitle(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? ''
  const signs = Array.from(line)
  return signs.length > 60 ? `${signs.slice(0, 59).join('').trimEnd()}…` : line
}
