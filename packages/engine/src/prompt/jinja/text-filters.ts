import { Bound } from './bind-arguments.ts'
import { codePointLength } from './code-points.ts'
import { escapeHtml } from './escape-html.ts'
import { percentFormat } from './format-text.ts'
import { fromJson } from './from-json.ts'
import { toJson } from './json-text.ts'
import { capitalize } from './letter-case.ts'
import { toText } from './python-text.ts'
import { replaceText } from './replace-text.ts'
import type { Filter } from './run.ts'
import { splitLines } from './split-text.ts'
import { stripText } from './strip-text.ts'
import { asSafe, asUnsafe, changeText, concat, isStr, madeFrom, plain, type Str } from './text.ts'
import { Float, isTrue, toNumber, Tuple, isList, type Keywords, type Value } from './value.ts'
import { whitespace } from './whitespace.ts'

/** Filters that make a string or a number out of a value. */
export const textFilters: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['string', (value) => toText(value)],
  ['safe', (value) => asSafe(toText(value))],
  ['e', (value) => escapeHtml(toText(value))],
  ['escape', (value) => escapeHtml(toText(value))],
  ['forceescape', (value) => escapeHtml(asUnsafe(toText(value)))],
  ['upper', (value) => changeText(toText(value), (text) => text.toUpperCase())],
  ['lower', (value) => changeText(toText(value), (text) => text.toLowerCase())],
  ['capitalize', (value) => changeText(toText(value), capitalize)],
  ['title', (value) => changeText(toText(value), titleWords)],
  ['trim', trim],
  ['replace', replace],
  ['indent', indent],
  ['center', center],
  ['format', (value, args, keywords) => percentFormat(toText(value), args, keywords)],
  ['wordcount', (value) => plain(toText(value)).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0],
  ['urlencode', (value) => madeFrom([toText(value)], encodeURIComponent(plain(toText(value))).replaceAll('%2F', '/'))],
  ['tojson', tojson],
  ['from_json', (value) => fromJson(plain(toText(value)))],
  ['int', int],
  ['float', float],
  ['abs', abs],
  ['round', round],
])

function trim(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const set = new Bound('trim', ['chars'], args, keywords).value('chars')
  return stripText(toText(value), set !== undefined && isStr(set) ? set : undefined, { start: true, end: true })
}

function replace(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('replace', ['old', 'new', 'count'], args, keywords)
  const count = bound.value('count') ?? null
  return replaceText(
    toText(value),
    toText(bound.value('old') ?? ''),
    toText(bound.value('new') ?? ''),
    toNumber(count) ?? -1,
  )
}

function indent(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('indent', ['width', 'first', 'blank'], args, keywords)
  const width = bound.value('width') ?? 4
  const indentation = isStr(width) ? width : ' '.repeat(Math.min(bound.integer('width', 4), 10_000))
  const blank = isTrue(bound.value('blank') ?? false)
  // The reference adds a newline before it splits, so that one at the end survives.
  const lines = splitLines(concat([toText(value), '\n']), false)
  const indented = lines.map((line, index) =>
    index === 0 || (!blank && plain(line) === '') ? line : concat([indentation, line]),
  )
  const text = concat(indented, '\n')
  return isTrue(bound.value('first') ?? false) ? concat([indentation, text]) : text
}

function center(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const text = toText(value)
  const width = Math.min(new Bound('center', ['width'], args, keywords).integer('width', 80), 10_000)
  const missing = Math.max(0, width - codePointLength(plain(text)))
  // Python puts the odd blank left when both the padding and the width are odd.
  const left = (missing >> 1) + (missing & width & 1)
  return concat([' '.repeat(left), text, ' '.repeat(missing - left)])
}

function tojson(value: Value, args: readonly Value[], keywords: Keywords): Str {
  const bound = new Bound('tojson', ['ensure_ascii', 'indent', 'separators', 'sort_keys'], args, keywords)
  const given = bound.value('indent') ?? null
  const indentation =
    given === null ? null : isStr(given) ? plain(given) : ' '.repeat(Math.max(0, bound.integer('indent')))
  const separators = bound.value('separators') ?? null
  const pair =
    separators instanceof Tuple ? separators.items : separators !== null && isList(separators) ? separators : []
  const [item = indentation === null ? ', ' : ',', key = ': '] = pair.map((part) => plain(toText(part)))
  return toJson(value, {
    ensureAscii: isTrue(bound.value('ensure_ascii') ?? false),
    indent: indentation,
    separators: [item, key],
    sortKeys: isTrue(bound.value('sort_keys') ?? false),
  })
}

function int(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('int', ['default', 'base'], args, keywords)
  const number = toNumber(value) ?? (isStr(value) ? parseNumber(plain(value), bound.integer('base', 10)) : undefined)
  const fallback = bound.value('default')
  if (number !== undefined && Number.isFinite(number)) return Math.trunc(number)
  return fallback === undefined ? 0 : fallback
}

function float(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const number = toNumber(value) ?? (isStr(value) ? parseNumber(plain(value), 10) : undefined)
  const fallback = new Bound('float', ['default'], args, keywords).value('default')
  if (number !== undefined) return new Float(number)
  return fallback === undefined ? new Float(0) : fallback
}

function parseNumber(text: string, base: number): number | undefined {
  const digits = text.replaceAll(/^\s+|\s+$|(?<=\d)_(?=\d)/g, '')
  if (base !== 10) {
    const number = Number.parseInt(digits, base)
    return Number.isNaN(number) ? undefined : number
  }
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(digits) ? Number(digits) : undefined
}

function abs(value: Value): Value {
  const number = Math.abs(toNumber(value) ?? Number.NaN)
  return value instanceof Float ? new Float(number) : number
}

function round(value: Value, args: readonly Value[], keywords: Keywords): Value {
  const bound = new Bound('round', ['precision', 'method'], args, keywords)
  const scale = 10 ** bound.integer('precision', 0)
  const scaled = (toNumber(value) ?? Number.NaN) * scale
  const method = plain(bound.text('method', 'common'))
  const rounded =
    method === 'ceil' ? Math.ceil(scaled) : method === 'floor' ? Math.floor(scaled) : roundHalfToEven(scaled)
  return new Float(rounded / scale)
}

function roundHalfToEven(number: number): number {
  const floor = Math.floor(number)
  const rest = number - floor
  if (rest !== 0.5) return Math.round(number)
  return floor % 2 === 0 ? floor : floor + 1
}

const wordStart = new RegExp(`([-${whitespace}({[<]+)`)

function titleWords(text: string): string {
  return text.split(wordStart).map(capitalize).join('')
}
