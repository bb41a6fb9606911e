import { TemplateError } from './template-error.ts'

/**
 * A string of a template: plain when the template (or this program) wrote all of it, a `Text` when some of it came from
 * the caller. Every operation keeps track, so that a finished prompt still knows who wrote each character.
 */
export type Str = string | Text

// One letter for each UTF-16 unit: written by the template, or supplied by the user. A mask is itself a string, so it is
// cut, joined and repeated by the very calls that cut, join and repeat the text, at the same positions.
const ofTemplate = 't'
const ofUser = 'u'

/** Characters with their origin, and whether `safe` was applied (the reference then escapes what is added to it). */
class Text {
  readonly text: string
  readonly mask: string
  readonly safe: boolean

  constructor(text: string, mask: string, safe = false) {
    this.text = text
    this.mask = mask
    this.safe = safe
  }
}

/** A stretch of a prompt with one origin. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Units of the longest text a template may build, checked before it is built: a `replace` or a `join` can multiply two
 * texts. A million tokens are four to five million units.
 */
export const longestText = 8_388_608

/** Marks a string as the caller's. */
export function userText(text: string): Str {
  return text === '' ? text : new Text(text, ofUser.repeat(text.length))
}

/** The characters alone. */
export function plain(value: Str): string {
  return typeof value === 'string' ? value : value.text
}

/** True for either form of a string. */
export function isStr(value: unknown): value is Str {
  return typeof value === 'string' || value instanceof Text
}

/** True when `safe` was applied to the string. */
export function isSafe(value: Str): boolean {
  return typeof value !== 'string' && value.safe
}

/** Applies `safe`. */
export function asSafe(value: Str): Str {
  return new Text(plain(value), maskOf(value), true)
}

/** Forgets that `safe` was applied. */
export function asUnsafe(value: Str): Str {
  return isSafe(value) ? new Text(plain(value), maskOf(value)) : value
}

/** Joins strings; each character keeps its origin. */
export function concat(parts: readonly Str[], separator: Str = ''): Str {
  const length = parts.reduce((sum, part) => sum + plain(part).length, parts.length * plain(separator).length)
  if (length > longestText) throw new TemplateError('limit', 'the template builds a text that is too long')
  const text = parts.map(plain).join(plain(separator))
  if (typeof separator === 'string' && parts.every((part) => typeof part === 'string')) return text
  return new Text(text, parts.map(maskOf).join(maskOf(separator)))
}

/** Cuts a string at UTF-16 positions. */
export function cut(value: Str, start: number, end?: number): Str {
  if (typeof value === 'string') return value.slice(start, end)
  return new Text(value.text.slice(start, end), value.mask.slice(start, end), value.safe)
}

/** Repeats a string. */
export function repeat(value: Str, count: number): Str {
  if (typeof value === 'string') return value.repeat(count)
  return new Text(value.text.repeat(count), value.mask.repeat(count))
}

/** A new text made out of `sources` in a way that moves characters about: all of it the caller's if any of them was. */
export function madeFrom(sources: readonly Str[], text: string): Str {
  return sources.some(hasUserText) ? userText(text) : text
}

/** Changes the letters of a string; they keep their origins where they keep their places. */
export function changeText(value: Str, change: (text: string) => string): Str {
  if (typeof value === 'string') return change(value)
  const text = change(value.text)
  return text.length === value.text.length ? new Text(text, value.mask, value.safe) : madeFrom([value], text)
}

/** The stretches the caller supplied, in order. */
export function userSpans(value: Str): Span[] {
  const spans: Span[] = []
  if (typeof value === 'string') return spans
  let start = value.mask.indexOf(ofUser)
  while (start !== -1) {
    const next = value.mask.indexOf(ofTemplate, start)
    const end = next === -1 ? value.mask.length : next
    spans.push({ start, end })
    start = value.mask.indexOf(ofUser, end)
  }
  return spans
}

function hasUserText(value: Str): boolean {
  return typeof value !== 'string' && value.mask.includes(ofUser)
}

function maskOf(value: Str): string {
  return typeof value === 'string' ? ofTemplate.repeat(value.length) : value.mask
}
