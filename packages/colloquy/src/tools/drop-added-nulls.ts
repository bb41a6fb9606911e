import { isRecord } from '../is-record.ts'
import { ownField } from '../own-field.ts'
import { allowsNull, type JsonSchema } from './strict-schema.ts'

/**
 * Makes absent what strict mode made null: keys that the original schema left optional and that it does not allow to
 * be null. The value is changed in place and given back.
 */
export function dropAddedNulls(value: unknown, schema: JsonSchema): unknown {
  drop(value, schema, schema)
  return value
}

function drop(value: unknown, node: unknown, root: JsonSchema): void {
  const schema = resolve(node, root)
  if (!schema) return
  const { properties, required, items, anyOf, oneOf } = schema
  if (Array.isArray(value)) {
    for (const each of value) drop(each, items, root)
  } else if (isRecord(value) && isRecord(properties)) {
    for (const [key, each] of Object.entries(value)) {
      const property = ownField(properties, key)
      const isOptional = !Array.isArray(required) || !required.includes(key)
      if (each === null && isOptional && property !== undefined && !allowsNull(resolve(property, root)))
        delete value[key]
      else drop(each, property, root)
    }
  }
  const branches = anyOf ?? oneOf
  if (!Array.isArray(branches)) return
  const fitting = branches.find((branch) => mayFit(value, resolve(branch, root), root))
  if (fitting) drop(value, fitting, root)
}

/** A reference into the document itself; others cannot be followed. */
function resolve(node: unknown, root: JsonSchema): Record<string, unknown> | undefined {
  let found: unknown = node
  // Bounded, as references may go in a circle.
  for (let hops = 0; hops < 32; hops++) {
    if (!isRecord(found)) return undefined
    const reference = found['$ref']
    if (typeof reference !== 'string') return found
    found = root
    for (const step of reference.split('/').slice(1)) {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
      found = isRecord(found) ? ownField(found, name) : undefined
    }
  }
  return undefined
}

/**
 * Whether a branch of a union may be the one for this value, judged by what usually tells branches apart: the kind of
 * the value, its keys, and constants in them.
 */
function mayFit(value: unknown, branch: Record<string, unknown> | undefined, root: JsonSchema): boolean {
  if (!branch) return false
  const { type, properties } = branch
  if (Array.isArray(value)) return type === 'array'
  if (!isRecord(value)) return false
  if (!isRecord(properties)) return Boolean(branch['anyOf'] ?? branch['oneOf'])
  return Object.entries(value).every(([key, each]) => {
    if (!Object.hasOwn(properties, key)) return false
    const { const: only, enum: values } = resolve(properties[key], root) ?? {}
    return (only === undefined || only === each) && (!Array.isArray(values) || values.includes(each) || each === null)
  })
}
