import { TemplateError } from './template-error.ts'
import { trimEnd, whitespace } from './whitespace.ts'

/** A piece of a template: text, the edges of a tag, or a word inside one. */
export interface Lexeme {
  readonly type:
    | 'text'
    | 'tag-start'
    | 'tag-end'
    | 'print-start'
    | 'print-end'
    | 'name'
    | 'string'
    | 'integer'
    | 'float'
    | 'operator'
    | 'end'
  readonly value: string
  readonly line: number
}

const opening = new RegExp(`\\{(?:%([-+]?)[${whitespace}]*raw[${whitespace}]*(-?)%\\}|([%{#])([-+]?))`, 'g')
const rawEnd = new RegExp(
  `\\{%([-+]?)[${whitespace}]*endraw[${whitespace}]*(?:\\+%\\}|-%\\}[${whitespace}]*|%\\}\\n?)`,
  'g',
)
const commentEnd = new RegExp(`\\+#\\}|-#\\}[${whitespace}]*|#\\}\\n?`, 'g')
const tagEnd = new RegExp(`\\+%\\}|-%\\}[${whitespace}]*|%\\}\\n?`, 'y')
const printEnd = new RegExp(`-\\}\\}[${whitespace}]*|\\}\\}`, 'y')
const blank = new RegExp(`[${whitespace}]+`, 'y')
const floating = /(?<!\.)\d[\d_]*(?:(?:\.\d[\d_]*)?e[-+]?\d[\d_]*|\.\d[\d_]*)/iy
const integer = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|\d(?:_?\d)*/iy
const word = /[\p{L}\p{N}_]+/uy
const quoted = /'[^'\\]*(?:\\[^][^'\\]*)*'|"[^"\\]*(?:\\[^][^"\\]*)*"/y
const operator = /\*\*|\/\/|[=!<>]=|[-+*/%~()[\]{}=<>.,:|;]/y
const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Cuts a template into lexemes with the reference's settings: `trim_blocks` (a tag swallows the newline after it) and
 * `lstrip_blocks` (a tag alone on its line swallows the blanks before it). Throws `TemplateError` at the first thing
 * that is not part of the language.
 */
export function cutTemplate(source: string): Lexeme[] {
  const text = source.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  const lexemes: Lexeme[] = []
  const lines = new LineCounter(text)
  let position = 0
  // Blanks before a tag are stripped only where the line began inside this stretch of text, or with it.
  let atLineStart = true
  for (;;) {
    const match = matchFrom(opening, text, position)
    const line = lines.at(position)
    const before = text.slice(position, match?.index)
    if (match === undefined) {
      if (before !== '') lexemes.push({ type: 'text', value: before, line })
      lexemes.push({ type: 'end', value: '', line: lines.at(text.length) })
      return lexemes
    }
    const kind = match[3] ?? 'raw'
    const kept = stripBefore(before, match[1] ?? match[4] ?? '', kind === '{', atLineStart)
    if (kept !== '') lexemes.push({ type: 'text', value: kept, line })
    position = match.index + match[0].length
    if (kind === '#') {
      const end = matchFrom(commentEnd, text, position)
      if (end === undefined) throw new TemplateError('syntax', 'a comment is not closed', lines.at(match.index))
      position = end.index + end[0].length
    } else if (kind === 'raw') {
      position = cutRaw(text, position, match[2] === '-', lexemes, lines)
    } else {
      position = cutTag(text, position, kind === '%' ? 'tag' : 'print', lexemes, lines)
    }
    atLineStart = text[position - 1] === '\n'
  }
}

function stripBefore(text: string, sign: string, isPrint: boolean, atLineStart: boolean): string {
  if (sign === '-') return trimEnd(text)
  if (sign === '+' || isPrint) return text
  const lineStart = text.lastIndexOf('\n') + 1
  if (lineStart === 0 && !atLineStart) return text
  return trimEnd(text.slice(lineStart)) === '' ? text.slice(0, lineStart) : text
}

function cutRaw(text: string, start: number, stripAfter: boolean, lexemes: Lexeme[], lines: LineCounter): number {
  const end = matchFrom(rawEnd, text, start)
  if (end === undefined) throw new TemplateError('syntax', '`raw` is not closed by `endraw`', lines.at(start))
  let body = stripBefore(text.slice(start, end.index), end[1] ?? '', false, false)
  if (stripAfter) body = body.replace(new RegExp(`^[${whitespace}]+`), '')
  else body = body.replace(/^\n/, '')
  if (body !== '') lexemes.push({ type: 'text', value: body, line: lines.at(start) })
  return end.index + end[0].length
}

function cutTag(text: string, start: number, kind: 'tag' | 'print', lexemes: Lexeme[], lines: LineCounter): number {
  const end = kind === 'tag' ? tagEnd : printEnd
  const open: string[] = []
  lexemes.push({ type: `${kind}-start`, value: '', line: lines.at(start) })
  for (let position = start; position < text.length;) {
    const line = lines.at(position)
    const close = open.length === 0 ? matchAt(end, text, position) : undefined
    if (close !== undefined) {
      lexemes.push({ type: `${kind}-end`, value: '', line })
      return position + close.length
    }
    const skipped = matchAt(blank, text, position)
    if (skipped !== undefined) {
      position += skipped.length
      continue
    }
    const lexeme = cutWord(text, position, line)
    if (lexeme.type === 'operator') balance(lexeme, open)
    lexemes.push(lexeme.type === 'string' ? { ...lexeme, value: unquote(lexeme.value, line) } : lexeme)
    position += lexeme.value.length
  }
  throw new TemplateError('syntax', `a ${kind === 'tag' ? '`{%`' : '`{{`'} is not closed`, lines.at(start))
}

function cutWord(text: string, position: number, line: number): Lexeme {
  const kinds = { float: floating, integer, name: word, string: quoted, operator } as const
  for (const type of ['float', 'integer', 'name', 'string', 'operator'] as const) {
    const value = matchAt(kinds[type], text, position)
    if (value !== undefined) return { type, value, line }
  }
  throw new TemplateError('syntax', `unexpected character ${JSON.stringify(text.charAt(position))}`, line)
}

function balance({ value, line }: Lexeme, open: string[]): void {
  const closer = closers[value]
  if (closer !== undefined) open.push(closer)
  else if (')]}'.includes(value) && open.pop() !== value)
    throw new TemplateError('syntax', `unexpected '${value}'`, line)
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** Reads a string literal as Python's unicode-escape codec: an unknown escape keeps its backslash. */
function unquote(literal: string, line: number): string {
  const escape = /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([0-7]{1,3})|([^]))/gi
  return literal
    .slice(1, -1)
    .replaceAll(escape, (whole: string, x?: string, u?: string, long?: string, octal?: string, one = '') => {
      const hex = x ?? u ?? long
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
      if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
      if ('xuUN'.includes(one)) throw new TemplateError('syntax', `unreadable escape in ${literal}`, line)
      return escapes[one] ?? whole
    })
}

function matchFrom(pattern: RegExp, text: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position
  return pattern.exec(text) ?? undefined
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position
  return pattern.exec(text)?.[0]
}

/** Line numbers of rising positions, each newline counted once. */
class LineCounter {
  readonly #text: string
  #position = 0
  #line = 1

  constructor(text: string) {
    this.#text = text
  }

  at(position: number): number {
    if (position < this.#position) return this.#line
    for (; this.#position < position; this.#position += 1) if (this.#text[this.#position] === '\n') this.#line += 1
    return this.#line
  }
}
