import { isRecord } from '../is-record.ts'

/** A JSON Schema object. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A schema in the form strict mode demands, or as it was where strict mode cannot say the same. */
export interface StrictSchema {
  readonly schema: JsonSchema
  /** Whether `schema` may be sent with `strict: true`. */
  readonly strict: boolean
}

/**
 * Rewrites a JSON Schema for strict mode: objects are closed and require all their keys, so keys that were optional
 * may be null instead; {@link dropAddedNulls} makes them absent again in the answer.
 *
 * A schema that leaves an object open (records, patterns of keys) has no strict form: it is given back as it is.
 */
export function strictSchema(schema: JsonSchema): StrictSchema {
  const { $schema: _, ...own } = schema
  const rewritten = strictNode(own)
  // Strict mode wants an object at the top.
  return isRecord(rewritten) && rewritten['type'] === 'object'
    ? { schema: rewritten, strict: true }
    : { schema: own, strict: false }
}

/** Keywords strict mode refuses, which do not change what values are allowed. */
const silent = new Set(['default', 'examples', '$comment', 'title', 'readOnly', 'writeOnly', 'deprecated', '$id'])

const said = ['type', 'properties', 'anyOf', 'oneOf', 'enum', 'const', '$ref']

/** Undefined where the node has no strict form. */
function strictNode(node: unknown): unknown {
  if (!isRecord(node)) return typeof node === 'boolean' ? undefined : node
  const result: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(node)) {
    if (silent.has(key) || key === 'required' || key === 'additionalProperties') continue
    const rewritten = strictKeyword(key, value, node)
    if (rewritten === undefined) return undefined
    // An answer that fits exactly one branch fits any of them; the validator still sees the difference.
    result[key === 'oneOf' ? 'anyOf' : key] = rewritten
  }
  // What a value must be has to be said in some way.
  if (!said.some((key) => key in node)) return undefined
  if (node['type'] === 'object' || node['properties']) {
    const open = node['additionalProperties']
    const properties = node['properties'] ?? (open === false ? {} : undefined)
    // Absent means open by the letter; generators write it for schemas whose unknown keys are merely dropped.
    if (!isRecord(properties) || (isRecord(open) && Object.keys(open).length > 0)) return undefined
    Object.assign(result, closed(properties))
  }
  return result
}

function closed(properties: Record<string, unknown>): Record<string, unknown> {
  return {
    ...(Object.keys(properties).length === 0 && { properties }),
    required: Object.keys(properties),
    additionalProperties: false,
  }
}

function strictKeyword(key: string, value: unknown, node: Record<string, unknown>): unknown {
  switch (key) {
    case 'properties': {
      const required = Array.isArray(node['required']) ? node['required'] : []
      return mapRecord(value, (each, name) => {
        const rewritten = strictNode(each)
        return rewritten === undefined || required.includes(name) || allowsNull(each) ? rewritten : nullable(rewritten)
      })
    }
    case '$defs':
    case 'definitions':
      return mapRecord(value, strictNode)
    case 'anyOf':
    case 'oneOf':
      return mapList(value, strictNode)
    case 'items':
      return strictNode(value)
    case 'allOf':
    case 'not':
    case 'if':
    case 'then':
    case 'else':
    case 'prefixItems':
    case 'patternProperties':
    case 'propertyNames':
    case 'unevaluatedProperties':
    case 'dependentRequired':
    case 'dependentSchemas':
    case 'contains':
    case 'uniqueItems':
      return undefined
    default:
      return value
  }
}

function mapRecord(value: unknown, rewrite: (each: unknown, name: string) => unknown): unknown {
  if (!isRecord(value)) return undefined
  const entries = Object.entries(value).map(([name, each]) => [name, rewrite(each, name)] as const)
  return entries.some(([, each]) => each === undefined) ? undefined : Object.fromEntries(entries)
}

function mapList(value: unknown, rewrite: (each: unknown) => unknown): unknown {
  if (!Array.isArray(value)) return undefined
  const entries = value.map(rewrite)
  return entries.includes(undefined) ? undefined : entries
}

/** Whether a value may be null by the schema itself. */
export function allowsNull(schema: unknown): boolean {
  if (!isRecord(schema)) return schema === true
  const { type, anyOf, oneOf, enum: values, const: only } = schema
  if (only !== undefined) return only === null
  if (Array.isArray(values)) return values.includes(null)
  const branches = anyOf ?? oneOf
  if (Array.isArray(branches)) return branches.some(allowsNull)
  // Without a type anything fits; where a reference leads is the definition's business.
  return type === undefined ? !('$ref' in schema) : type === 'null' || (Array.isArray(type) && type.includes('null'))
}

function nullable(schema: unknown): unknown {
  if (isRecord(schema) && typeof schema['type'] === 'string' && !schema['enum'] && !('const' in schema)) {
    return { ...schema, type: [schema['type'], 'null'] }
  }
  if (isRecord(schema) && Array.isArray(schema['anyOf'])) {
    return { ...schema, anyOf: [...schema['anyOf'], { type: 'null' }] }
  }
  return { anyOf: [schema, { type: 'null' }] }
}
