import type { SchemaNode } from './schema.ts'

/** What came, for an error text: its type, and its text only where it is a number or a short name. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  switch (typeof value) {
    case 'undefined':
      return 'missing'
    case 'string':
      return value === '' ? 'an empty string' : 'a string'
    case 'number':
      return Number.isFinite(value) ? String(value) : `${value}, which JSON cannot carry`
    case 'boolean':
      return String(value)
    case 'bigint':
      return 'a BigInt'
    case 'object':
      return 'an object'
    default:
      return `a ${typeof value}`
  }
}

// Long enough for any name of an enum, too short to carry a prompt into a log.
const longestQuote = 40

/** A string that should have been a name: quoted where short, else its length. */
export function quoteName(text: string): string {
  return text.length <= longestQuote ? JSON.stringify(text) : `a string of ${text.length} characters`
}

/** What a schema asks for beside null, in words that end "it must be …". */
export function describeSchema(schema: SchemaNode): string {
  switch (schema.kind) {
    case 'string':
      return schema.minLength === undefined ? 'a string' : 'a non-empty string'
    case 'enum':
      return listNames(schema.values)
    case 'number':
      return `a number${describeRange(schema.min, schema.max)}`
    case 'integer':
      return `an integer${describeRange(schema.min, schema.max)}`
    case 'boolean':
      return 'true or false'
    case 'array':
      return 'a list'
    case 'record':
    case 'json-object':
    case 'object':
      return 'an object'
    case 'field-union':
      return `an object with \`${schema.field}\``
    case 'type-union':
      break
  }
  return [schema.string, schema.array, schema.object]
    .filter((alternative) => alternative !== undefined)
    .map(describeSchema)
    .join(' or ')
}

/** The limits of a number, to follow "a number" or "it must be". */
export function describeRange(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return ` between ${min} and ${max}`
  if (min !== undefined) return ` of at least ${min}`
  return max === undefined ? '' : ` of at most ${max}`
}

/** "`a`", or "one of `a`, `b`". */
function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``)
  return quoted.length === 1 ? quoted.join('') : `one of ${quoted.join(', ')}`
}
