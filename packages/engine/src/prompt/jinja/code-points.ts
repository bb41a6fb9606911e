import { concat, cut, plain, type Str } from './text.ts'

const surrogate = /[\ud800-\udfff]/

/** Length in code points, as Python counts. */
export function codePointLength(text: string): number {
  return surrogate.test(text) ? Array.from(text).length : text.length
}

/** The code points of a string, each with its origin. */
export function codePoints(value: Str): Str[] {
  const parts: Str[] = []
  let position = 0
  for (const character of plain(value)) {
    parts.push(cut(value, position, position + character.length))
    position += character.length
  }
  return parts
}

/** Orders strings by code point, as Python does; JavaScript's `<` orders by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : 1
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0)
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0)
  const at = left.findIndex((code, index) => code !== right[index])
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
}

/** One character by Python's index, or undefined beyond the ends. */
export function codePointAt(value: Str, index: number): Str | undefined {
  const text = plain(value)
  if (surrogate.test(text)) return codePoints(value).at(index)
  const at = index < 0 ? index + text.length : index
  return at >= 0 && at < text.length ? cut(value, at, at + 1) : undefined
}

/** Python's `text[start:stop]`. */
export function sliceText(value: Str, start: number | null, stop: number | null): Str {
  const text = plain(value)
  if (surrogate.test(text)) return concat(sliceItems(codePoints(value), start, stop, 1))
  const [from, to] = sliceBounds(text.length, start, stop, 1)
  return cut(value, from, Math.max(from, to))
}

/** Python's `items[start:stop:step]`. */
export function sliceItems<T>(items: readonly T[], start: number | null, stop: number | null, step: number): T[] {
  const [from, to] = sliceBounds(items.length, start, stop, step)
  if (step === 1) return items.slice(from, Math.max(from, to))
  const picked: T[] = []
  for (let index = from; step > 0 ? index < to : index > to; index += step)
    picked.push(...items.slice(index, index + 1))
  return picked
}

function sliceBounds(length: number, start: number | null, stop: number | null, step: number): [number, number] {
  const low = step > 0 ? 0 : -1
  const high = step > 0 ? length : length - 1
  const clamp = (bound: number | null, fallback: number): number =>
    bound === null ? fallback : Math.min(Math.max(bound < 0 ? bound + length : bound, low), high)
  return [clamp(start, step > 0 ? low : high), clamp(stop, step > 0 ? high : low)]
}
