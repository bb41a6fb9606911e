import { TemplateError } from './template-error.ts'
import { cut, plain, type Str } from './text.ts'
import { whitespace } from './whitespace.ts'

const words = new RegExp(`[^${whitespace}]+`, 'g')
const lineBreaks = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029'
const lineEnd = new RegExp(`\\r\\n|[${lineBreaks}]`, 'g')

/** Python's `split(separator, maxsplit)`; without a separator, at runs of whitespace. */
export function splitText(value: Str, separator: Str | undefined, most: number): Str[] {
  return separator === undefined ? splitWords(value, most) : splitAt(value, plain(separator), most)
}

/** Python's `rsplit`. */
export function splitTextFromEnd(value: Str, separator: Str | undefined, most: number): Str[] {
  const all = splitText(value, separator, -1)
  if (most < 0 || all.length - 1 <= most) return all
  if (separator === undefined) throw new TemplateError('runtime', 'rsplit(None, n) is not supported')
  const tail = all.slice(all.length - most)
  const taken = tail.reduce((sum, part) => sum + plain(part).length + plain(separator).length, 0)
  return [cut(value, 0, plain(value).length - taken), ...tail]
}

/** Python's `splitlines`. */
export function splitLines(value: Str, keepEnds: boolean): Str[] {
  const text = plain(value)
  const lines: Str[] = []
  let start = 0
  for (const match of text.matchAll(lineEnd)) {
    lines.push(cut(value, start, match.index + (keepEnds ? match[0].length : 0)))
    start = match.index + match[0].length
  }
  if (start < text.length) lines.push(cut(value, start))
  return lines
}

function splitAt(value: Str, separator: string, most: number): Str[] {
  if (separator === '') throw new TemplateError('runtime', 'empty separator')
  const text = plain(value)
  const parts: Str[] = []
  let start = 0
  for (let found = text.indexOf(separator); found !== -1; found = text.indexOf(separator, start)) {
    if (most >= 0 && parts.length >= most) break
    parts.push(cut(value, start, found))
    start = found + separator.length
  }
  parts.push(cut(value, start))
  return parts
}

function splitWords(value: Str, most: number): Str[] {
  const parts: Str[] = []
  for (const match of plain(value).matchAll(words)) {
    if (most >= 0 && parts.length >= most) {
      parts.push(cut(value, match.index))
      break
    }
    parts.push(cut(value, match.index, match.index + match[0].length))
  }
  return parts
}
