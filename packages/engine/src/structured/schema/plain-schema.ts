import type { JsonObject } from './json.ts'

// What these say is for people, and decides nothing about a value.
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
 * A name that plain schemas share which say the same of a value; undefined where a schema holds others. Most schemas are
 * plain, and a long one has few that differ but in their description: equal ones are looked at, and written, once.
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

/** Whether a schema says nothing but where another is that counts in its place. */
export function isPlainReference(schema: JsonObject): boolean {
  return schema['$ref'] !== undefined && Object.keys(schema).every((key) => key === '$ref' || remarks.has(key))
}

function isComposite(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
