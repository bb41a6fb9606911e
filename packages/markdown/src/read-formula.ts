/** Finds formulas between the marks that models write around LaTeX. */

/** A formula in a line. */
export interface Formula {
  /** The LaTeX between the marks. */
  readonly tex: string
  /** Whether it is meant to stand by itself. */
  readonly display: boolean
  /** Where the text goes on after it. */
  readonly end: number
}

const marks = [
  { open: '$$', close: '$$', display: true },
  { open: '\\[', close: '\\]', display: true },
  { open: '\\(', close: '\\)', display: false },
  { open: '$', close: '$', display: false },
] as const

// No formula in a line is longer; a longer one stands by itself.
const longest = 400

/**
 * Reads the formula that begins at `at`, within its line. Undefined where none does; `unknown` where, `partial`, the text
 * ends before it is certain. Between single dollars there must be no space at the edges and no digit after, as in
 * Pandoc, and nowhere may two plain words follow each other: "$5 and $10" are prices.
 */
export function readFormula(text: string, at: number, partial: boolean): Formula | 'unknown' | undefined {
  const mark = marks.find(({ open }) => text.startsWith(open, at))
  if (mark === undefined) return undefined
  const { open, close, display } = mark
  const start = at + open.length
  const line = /[^\n]*/uy
  line.lastIndex = start
  const rest = (line.exec(text)?.[0] ?? '').slice(0, longest)
  const isCut = start + rest.length === text.length
  const length = closingMark(rest, close)
  const tex = length < 0 ? rest : rest.slice(0, length)
  if (isProse(tex)) return undefined
  if (length < 0) return partial && isCut && mayOpen(rest, open) ? 'unknown' : undefined
  const end = start + length + close.length
  if (tex.trim() === '' || !mayOpen(tex, open)) return undefined
  if (open === '$') {
    if (isSpace(tex.charAt(length - 1)) || /\d/u.test(text.charAt(end))) return undefined
    if (partial && end === text.length) return 'unknown'
  }
  return { tex: tex.trim(), display, end }
}

/** The LaTeX of a block whose source this is, marks included; undefined where it was not closed. */
export function formulaOfBlock(source: string): string | undefined {
  const text = source.trim()
  const mark = marks.find(({ open, display }) => display && text.startsWith(open))
  if (mark === undefined) return undefined
  const inner = text.slice(mark.open.length)
  const length = closingMark(inner, mark.close)
  const tex = inner.slice(0, Math.max(0, length)).trim()
  return length >= 0 && tex !== '' && inner.length === length + mark.close.length ? tex : undefined
}

/** The mark that closes a block which begins with this line; undefined where the line begins none. */
export function blockFormulaEnd(line: string): string | undefined {
  return marks.find(({ open, display }) => display && line.startsWith(open))?.close
}

/** Where the first closing mark stands; -1 without one. A mark after a backslash does not count. */
export function closingMark(text: string, close: string): number {
  for (let at = 0; at < text.length; at++) {
    if (text.startsWith(close, at)) return at
    if (text[at] === '\\') at++
  }
  return -1
}

function mayOpen(tex: string, open: string): boolean {
  return !(open === '$' && isSpace(tex.charAt(0))) && !tex.includes('`')
}

// Commands and what stands in braces, such as \text{for all}, are no prose; a word after an amount is.
function isProse(tex: string): boolean {
  return /(?:\p{L}{2,}|^\d[\d.,]*)[,.]?\s+\p{L}{2,}/u.test(tex.replaceAll(/\\\p{L}+|\{[^{}]*\}?/gu, ' \\ '))
}

function isSpace(letter: string): boolean {
  return /^\s$/u.test(letter)
}
