import { codePointLength } from './code-points.ts'
import { integerText, toRepresentation, toText } from './python-text.ts'
import { TemplateError } from './template-error.ts'
import { concat, cut, plain, type Str } from './text.ts'
import { Dict, Float, isList, Opaque, toNumber, Tuple, type Keywords, type Value } from './value.ts'

const placeholder = /%(?:\((\w+)\))?([-+ 0#]*)(\d+)?(?:\.(\d+))?([sdifrxX%])/g
const field = /\{\{|\}\}|\{([^{}!:]*)(?:!([rs]))?(?::([^{}]*))?\}/g
const specification = /^(?:(.)?([<>^=]))?([-+ ])?(0)?(\d+)?(,)?(?:\.(\d+))?([sdfgx%])?$/su

/** Python's `pattern % values`. */
export function percentFormat(pattern: Str, values: readonly Value[], keywords: Keywords): Str {
  let used = 0
  return substitute(pattern, placeholder, ([, name, flags = '', width, precision, kind = 's']) => {
    if (kind === '%') return '%'
    const named = values[0] instanceof Dict ? values[0].get(name ?? '') : keywords.get(name ?? '')
    const value = name === undefined ? values[used] : named
    used += 1
    if (value === undefined) throw new TemplateError('runtime', 'not enough arguments for format string')
    const align = flags.includes('-') ? '<' : '>'
    const zero = flags.includes('0') && kind !== 's' ? '0' : ''
    if (kind === 's' || kind === 'r') {
      return pad(kind === 's' ? toText(value) : toRepresentation(value), ' ', align, Number(width ?? 0))
    }
    return formatValue(
      value,
      `${zero === '' ? align : ''}${flags.includes('+') ? '+' : ''}${zero}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${kind === 'i' ? 'd' : kind}`,
    )
  })
}

/** Python's `pattern.format(...)`, with positions, names, attributes, indices and the common format specifications. */
export function braceFormat(pattern: Str, values: readonly Value[], keywords: Keywords): Str {
  let used = 0
  return substitute(pattern, field, ([whole, path = '', conversion, spec = '']) => {
    if (whole === '{{' || whole === '}}') return whole.charAt(0)
    const [head = '', ...steps] = path.split(/[.[]/).map((step) => step.replace(/\]$/, ''))
    let value = /^\d+$/.test(head) ? values[Number(head)] : head === '' ? values[used] : keywords.get(head)
    if (head === '') used += 1
    for (const step of steps) value = member(value, step)
    if (value === undefined) throw new TemplateError('runtime', `nothing to put into {${path}}`)
    return formatValue(conversion === 'r' ? toRepresentation(value) : value, spec)
  })
}

function member(value: Value | undefined, step: string): Value | undefined {
  if (value instanceof Dict) return value.get(step)
  if (value instanceof Opaque) return value.attributes.get(step)
  const items = value instanceof Tuple ? value.items : value !== undefined && isList(value) ? value : []
  return items[Number(step)]
}

function substitute(
  pattern: Str,
  matcher: RegExp,
  replace: (match: readonly (string | undefined)[] & { 0: string }) => Str,
): Str {
  const parts: Str[] = []
  let position = 0
  for (const match of plain(pattern).matchAll(matcher)) {
    parts.push(cut(pattern, position, match.index), replace(match))
    position = match.index + match[0].length
  }
  parts.push(cut(pattern, position))
  return concat(parts)
}

function formatValue(value: Value, spec: string): Str {
  if (spec === '') return toText(value)
  const match = specification.exec(spec)
  if (match === null) throw new TemplateError('runtime', `format specification '${spec}' is not supported`)
  const [, fill, align, sign = '', zero, width = '0', comma, precision, kind] = match
  const number = toNumber(value)
  if (number === undefined || kind === 's') {
    const text = precision === undefined ? toText(value) : cut(toText(value), 0, Number(precision))
    return pad(text, fill ?? ' ', align ?? '<', Number(width))
  }
  let digits = formatNumber(Math.abs(number), value instanceof Float, kind, precision)
  if (comma !== undefined) digits = digits.replace(/^\d+/, (whole) => whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','))
  const prefix = number < 0 ? '-' : sign === '-' ? '' : sign
  if (zero !== undefined && align === undefined) return prefix + digits.padStart(Number(width) - prefix.length, '0')
  return pad(prefix + digits, fill ?? ' ', align ?? '>', Number(width))
}

function formatNumber(
  number: number,
  isFloat: boolean,
  kind: string | undefined,
  precision: string | undefined,
): string {
  if (kind === 'x') return number.toString(16)
  if (kind === '%') return `${(number * 100).toFixed(Number(precision ?? 6))}%`
  if (kind === 'g') return String(Number(number.toPrecision(Number(precision ?? 6))))
  if (kind === 'f' || (precision !== undefined && isFloat)) return number.toFixed(Number(precision ?? 6))
  if (kind === 'd' || !isFloat) return integerText(Math.trunc(number))
  return plain(toText(new Float(number)))
}

function pad(text: Str, fill: string, align: string, width: number): Str {
  if (width > 10_000) throw new TemplateError('limit', `a field of ${width} characters is too wide`)
  const missing = width - codePointLength(plain(text))
  if (missing <= 0) return text
  const left = align === '<' ? 0 : align === '^' ? missing >> 1 : missing
  return concat([fill.repeat(left), text, fill.repeat(missing - left)])
}
