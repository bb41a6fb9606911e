import type { JsonObject } from './json.ts'

// These are for people and do not change which values are valid.
const remarks = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$comment',
  'deprecated',
  'readOnly',
  'writeOnly',
])
const references = ['$ref', '$dynamicRef', '$recursiveRef']

/**
 * A name shared by plain schemas that say the same about a value; undefined for a schema that contains other schemas.
 * Most schemas are plain, and in a long one many differ only in their description. Equal ones are compiled and written
 * once.
 */
export function plainName(schema: JsonObject, base: string): string | undefined {
  const said: unknown[] = []
  for (const key in schema) {
    const value = schema[key]
    if (remarks.has(key)) continue
    if (Array.isArray(value) ? value.some(isComposite) : isComposite(value)) return undefined
    said.push(key, value)
  }
  if (references.some((keyword) => schema[keyword] !== undefined)) said.push(base)
  return JSON.stringify(said)
}

/**
 * Whether a schema consists of a `$ref` alone, apart from remarks, so that the schema it points to can take its place.
 */
export function isPlainReference(schema: JsonObject): boolean {
  return schema['$ref'] !== undefined && Object.keys(schema).every((key) => key === '$ref' || remarks.has(key))
}

function isComposite(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
