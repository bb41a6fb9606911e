/** The short form of a JSON schema: `name, age int, tags string[]`. */
import { UsageError } from '../arguments/usage-error.ts'

const types: Readonly<Record<string, string | undefined>> = {
  str: 'string',
  string: 'string',
  text: 'string',
  int: 'integer',
  integer: 'integer',
  float: 'number',
  number: 'number',
  bool: 'boolean',
  boolean: 'boolean',
}

/**
 * An object of the fields named, all of them required. A field is `name`, `name type`, or either followed by
 * `: what it is for`; fields are separated by commas or new lines. Types: string (the default), int, float, bool, each
 * with `[]` for a list, and `a|b|c` for one of these words. Throws UsageError that names the field at fault.
 *
 * @example
 * parseShortSchema('name, age int, mood calm|stormy: at sea')
 */
export function parseShortSchema(text: string): Record<string, unknown> {
  const fields = text
    .split(text.includes('\n') ? '\n' : ',')
    .map((field) => field.trim())
    .filter((field) => field !== '')
  if (fields.length === 0) throw fault('The schema names no field.')
  const properties = Object.fromEntries(fields.map(readField))
  if (Object.keys(properties).length < fields.length) throw fault('The schema names a field twice.')
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

function readField(field: string): [string, Record<string, unknown>] {
  const colon = field.indexOf(':')
  const description = colon < 0 ? undefined : field.slice(colon + 1).trim()
  const [name = '', type = 'string', ...rest] = (colon < 0 ? field : field.slice(0, colon)).trim().split(/\s+/u)
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) throw fault(`"${name}" cannot be the name of a field.`)
  if (rest.length > 0) throw fault(`"${field}" is more than a name and a type.`)
  return [name, { ...readType(type, field), ...(description ? { description } : {}) }]
}

function readType(type: string, field: string): Record<string, unknown> {
  if (type.endsWith('[]')) return { type: 'array', items: readType(type.slice(0, -2), field) }
  if (type.includes('|')) return { type: 'string', enum: type.split('|').filter((word) => word !== '') }
  const known = Object.hasOwn(types, type.toLowerCase()) ? types[type.toLowerCase()] : undefined
  if (known !== undefined) return { type: known }
  throw fault(`"${type}" in "${field}" is not a type.`)
}

function fault(message: string): UsageError {
  return new UsageError(message, {
    command: 'ask',
    advice: "Write it like: --schema 'name, age int, tags string[], mood calm|stormy', or give a file or JSON.",
  })
}
