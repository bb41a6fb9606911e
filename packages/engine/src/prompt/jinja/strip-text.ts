import { codePoints } from './code-points.ts'
import { cut, plain, type Str } from './text.ts'
import { whitespace } from './whitespace.ts'

const blank = new RegExp(`^[${whitespace}]$`)

/** Python's `strip`, `lstrip` and `rstrip`: removes whitespace, or the characters of `set`, from the chosen ends. */
export function stripText(value: Str, set: Str | undefined, ends: { start: boolean; end: boolean }): Str {
  const text = plain(value)
  const members = set === undefined ? undefined : new Set(codePoints(set).map(plain))
  const isStripped = (character: string): boolean =>
    members === undefined ? blank.test(character) : members.has(character)
  let start = 0
  let end = text.length
  while (ends.start && start < end) {
    const character = String.fromCodePoint(text.codePointAt(start) ?? 0)
    if (!isStripped(character)) break
    start += character.length
  }
  while (ends.end && end > start) {
    const character = /[\udc00-\udfff]/.test(text.charAt(end - 1))
      ? text.slice(Math.max(start, end - 2), end)
      : text.charAt(end - 1)
    if (!isStripped(character)) break
    end -= character.length
  }
  return cut(value, start, end)
}
