import { InvalidRequestError } from 'colloquy'
import { endOfString } from './end-of-string.ts'
import { pathTo } from './path-to.ts'

/**
 * Throws where an object of a JSON text has two fields of one name: readers keep one of them, not all the same one
 * (RFC 8259, 4), and the other would be ignored in silence. `value` is what the text was parsed to.
 */
export function refuseRepeatedNames(text: string, value: unknown): void {
  // Counting costs a hundredth of noting all names.
  if (namesWritten(text) === namesIn(value)) return
  const path = firstRepeated(text)
  throw new InvalidRequestError(`\`${path}\` appears twice in the request body; remove one of them.`, {
    code: 'invalid_value',
    param: path,
  })
}

function namesWritten(text: string): number {
  let count = 0
  for (let start = text.indexOf('"'); start !== -1;) {
    const end = endOfString(text, start)
    if (isName(text, end)) count++
    start = text.indexOf('"', end + 1)
  }
  return count
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  let count = Array.isArray(value) ? 0 : inner.length
  for (const each of inner) count += namesIn(each)
  return count
}

/** Whether the string that ends here names a field: a colon follows. */
function isName(text: string, end: number): boolean {
  let at = end + 1
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at++
  return text[at] === ':'
}

function firstRepeated(text: string): string {
  /** Around the place that is read: objects by their names so far and the last of them, lists by the place in them. */
  const open: { names?: Set<string>; at: string | number }[] = []
  for (let index = 0; index < text.length; index++) {
    const inner = open.at(-1)
    const unit = text[index]
    if (unit === '{') open.push({ names: new Set(), at: '' })
    else if (unit === '[') open.push({ at: 0 })
    else if (unit === '}' || unit === ']') open.pop()
    else if (unit === ',' && typeof inner?.at === 'number') inner.at++
    else if (unit === '"') {
      const end = endOfString(text, index)
      if (inner?.names !== undefined && isName(text, end)) {
        inner.at = String(JSON.parse(text.slice(index, end + 1)))
        if (inner.names.has(inner.at)) return open.reduce((path, { at }) => pathTo(path, at), '')
        inner.names.add(inner.at)
      }
      index = end
    }
  }
  return ''
}
