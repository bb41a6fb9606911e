import { codePoints } from './code-points.ts'
import { concat, cut, plain, type Str } from './text.ts'

/** Python's `replace(old, new, count)`; an empty `old` matches between all characters. */
export function replaceText(value: Str, old: Str, replacement: Str, count: number): Str {
  const most = count < 0 ? Number.POSITIVE_INFINITY : count
  const text = plain(value)
  const wanted = plain(old)
  if (count === 0) return value
  if (wanted === '') return weave(value, replacement, count)
  const parts: Str[] = []
  let start = 0
  for (let found = text.indexOf(wanted); found !== -1; found = text.indexOf(wanted, start)) {
    if (parts.length >= most) break
    parts.push(cut(value, start, found))
    start = found + wanted.length
  }
  if (parts.length === 0) return value
  parts.push(cut(value, start))
  return concat(parts, replacement)
}

function weave(value: Str, replacement: Str, count: number): Str {
  const characters = codePoints(value)
  const most = count < 0 ? characters.length + 1 : count
  const parts = characters.map((character, index) => (index < most ? concat([replacement, character]) : character))
  return concat(most > characters.length ? [...parts, replacement] : parts)
}
