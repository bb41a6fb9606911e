import { compareText } from './code-points.ts'
import { floatText, integerText } from './python-text.ts'
import { TemplateError } from './template-error.ts'
import { concat, isStr, madeFrom, plain, type Str } from './text.ts'
import { Dict, Float, Generator, isList, Tuple, typeName, type Value } from './value.ts'

/** The options of Python's `json.dumps` that templates can reach. */
export interface JsonStyle {
  /** Escapes everything beyond ASCII. */
  readonly ensureAscii: boolean
  /** What one level is indented by; null writes one line. */
  readonly indent: string | null
  /** Between items, and between a key and its value. */
  readonly separators: readonly [string, string]
  readonly sortKeys: boolean
}

/** Python's `json.dumps(value)`; each character keeps its origin, so a tool's text stays the caller's. */
export function toJson(value: Value, style: JsonStyle): Str {
  return writeJson(value, style, 0)
}

function writeJson(value: Value, style: JsonStyle, depth: number): Str {
  if (isStr(value)) return madeFrom([value], quote(plain(value), style))
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return integerText(value)
  if (value instanceof Float) return floatText(value.number).replace('inf', 'Infinity').replace('nan', 'NaN')
  const items = isList(value) ? value : value instanceof Tuple || value instanceof Generator ? value.items : undefined
  if (items !== undefined)
    return enclose(
      '[',
      items.map((item) => writeJson(item, style, depth + 1)),
      ']',
      style,
      depth,
    )
  if (!(value instanceof Dict)) {
    throw new TemplateError('runtime', `Object of type ${typeName(value)} is not JSON serializable`)
  }
  const entries = value.items().map((entry) => entry.items)
  if (style.sortKeys) entries.sort(([a], [b]) => compareText(keyText(a), keyText(b)))
  const members = entries.map(([key, member]) =>
    concat([writeKey(key, style), style.separators[1], writeJson(member ?? null, style, depth + 1)]),
  )
  return enclose('{', members, '}', style, depth)
}

function enclose(open: string, parts: readonly Str[], close: string, style: JsonStyle, depth: number): Str {
  if (parts.length === 0) return open + close
  if (style.indent === null) return concat([open, concat(parts, style.separators[0]), close])
  const line = `\n${style.indent.repeat(depth + 1)}`
  return concat([open, line, concat(parts, style.separators[0] + line), `\n${style.indent.repeat(depth)}`, close])
}

function writeKey(key: Value | undefined, style: JsonStyle): Str {
  return isStr(key) ? writeJson(key, style, 0) : `"${keyText(key)}"`
}

function keyText(key: Value | undefined): string {
  if (isStr(key)) return plain(key)
  if (typeof key === 'number') return integerText(key)
  if (key instanceof Float) return floatText(key.number)
  if (typeof key === 'boolean' || key === null) return String(key)
  throw new TemplateError('runtime', 'keys must be str, int, float, bool or None')
}

// JSON.stringify escapes lone surrogates, which Python leaves as they are; no request can contain one after UTF-8.
function quote(text: string, style: JsonStyle): string {
  const quoted = JSON.stringify(text)
  if (!style.ensureAscii) return quoted
  return quoted.replaceAll(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
