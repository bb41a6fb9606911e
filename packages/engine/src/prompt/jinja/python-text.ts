import { concat, isStr, madeFrom, plain, type Str } from './text.ts'
import { type Callable, Dict, Float, Generator, isList, Opaque, Tuple, Undefined, type Value } from './value.ts'

/** Python's `str(value)`, which is what printing a value shows. */
export function toText(value: Value): Str {
  if (isStr(value)) return value
  return value instanceof Undefined ? '' : toRepresentation(value)
}

/** Python's `repr(value)`: how a value shows inside a printed list or mapping. */
export function toRepresentation(value: Value): Str {
  if (isStr(value)) return madeFrom([value], quote(plain(value)))
  if (typeof value === 'number') return integerText(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (value instanceof Float) return floatText(value.number)
  if (value instanceof Undefined) return 'Undefined'
  if (isList(value)) return concat(['[', concat(value.map(toRepresentation), ', '), ']'])
  if (value instanceof Tuple) {
    return concat(['(', concat(value.items.map(toRepresentation), ', '), value.items.length === 1 ? ',)' : ')'])
  }
  if (value instanceof Dict) {
    const entries = value.items().map(({ items }) => concat(items.map(toRepresentation), ': '))
    return concat(['{', concat(entries, ', '), '}'])
  }
  if (value instanceof Generator) return '<generator object>'
  return value instanceof Opaque ? namespaceText(value) : functionText(value)
}

/** Digits of an int. A request's number beyond 2^53 has lost its last digits in JSON already. */
export function integerText(number: number): string {
  return Number.isSafeInteger(number) ? String(number) : BigInt(number).toString()
}

/** Python's shortest text of a float: the same digits as JavaScript's, with exponents from 1e16 and below 1e-4. */
export function floatText(number: number): string {
  if (Number.isNaN(number)) return 'nan'
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf'
  const [mantissa = '0', power = '0'] = number.toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 16) {
    const digits = Object.is(number, -0)
      ? '-0'
      : number.toFixed(Math.max(0, mantissa.replace(/[-.]/g, '').length - 1 - exponent))
    return digits.includes('.') ? digits : `${digits}.0`
  }
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function namespaceText(value: Opaque): Str {
  if (value.kind !== 'Namespace') return `<${value.kind}>`
  return concat(['<Namespace ', toRepresentation(new Dict(value.attributes)), '>'])
}

function functionText(value: Callable): string {
  return `<function ${value.name}>`
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = text.replaceAll(/[\\\p{C}\p{Z}'"]/gu, (character) => {
    if (character === "'" || character === '"') return character === mark ? `\\${mark}` : character
    if (character === ' ') return character
    const code = character.codePointAt(0) ?? 0
    const hex = code.toString(16)
    return (
      named[character] ??
      (code < 256
        ? `\\x${hex.padStart(2, '0')}`
        : code < 65_536
          ? `\\u${hex.padStart(4, '0')}`
          : `\\U${hex.padStart(8, '0')}`)
    )
  })
  return `${mark}${body}${mark}`
}
