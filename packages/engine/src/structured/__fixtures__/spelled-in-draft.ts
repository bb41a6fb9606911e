import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts'

const schemasByName = ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'dependencies']
const data = ['const', 'enum', 'required', 'dependentRequired']
const since2019 = ['minContains', 'maxContains', 'unevaluatedProperties', 'unevaluatedItems']
const since6 = ['contains', 'propertyNames', 'if', 'then', 'else']

/**
 * A schema of draft 2020-12 with the same meaning in the words of draft 4, 7 or 2019-09; undefined where that draft
 * has no words for it.
 */
export function spelledInDraft(schema: JsonObject, draft: '4' | '7' | '2019-09'): JsonObject | undefined {
  const words = Object.keys(flat(schema))
  if (draft !== '2019-09' && words.some((word) => since2019.includes(word))) return undefined
  if (draft === '4' && words.some((word) => since6.includes(word))) return undefined
  const spelled = withChildren(schema, (each) => spelledObject(each, draft))
  const $schema = draft === '2019-09' ? `https://json-schema.org/draft/${draft}/schema` : `http://json-schema.org/draft-0${draft}/schema#`
  return isJsonObject(spelled) ? { $schema, ...spelled } : undefined
}

function spelledObject(schema: JsonObject, draft: string): JsonObject {
  let spelled = withListedItems(schema)
  if (draft === '2019-09') return spelled
  spelled = withDependencies(spelled)
  const { $defs, ...others } = spelled
  if ($defs !== undefined) spelled = { ...others, definitions: $defs }
  if (draft === '4') spelled = withSwitches(spelled)
  return withReferenceAlone(spelled)
}

function withListedItems({ prefixItems, items, ...others }: JsonObject): JsonObject {
  if (prefixItems === undefined) return items === undefined ? others : { ...others, items }
  return items === undefined ? { ...others, items: prefixItems } : { ...others, items: prefixItems, additionalItems: items }
}

function withDependencies({ dependentRequired, dependentSchemas, ...others }: JsonObject): JsonObject {
  const parts = [dependentRequired, dependentSchemas].filter((part) => part !== undefined)
  const [first] = parts
  if (first === undefined) return others
  if (parts.length === 1) return { ...others, dependencies: first }
  return withAlso(others, ...parts.map((dependencies) => ({ dependencies })))
}

/** Draft 4: one value is a list of one, and a bound is exclusive by a switch. */
function withSwitches({ const: value, exclusiveMinimum, exclusiveMaximum, ...others }: JsonObject): JsonObject {
  const also: JsonObject[] = []
  if (value !== undefined) also.push({ enum: [value] })
  if (exclusiveMinimum !== undefined) also.push({ minimum: exclusiveMinimum, exclusiveMinimum: true })
  if (exclusiveMaximum !== undefined) also.push({ maximum: exclusiveMaximum, exclusiveMaximum: true })
  return also.length === 0 ? others : withAlso(others, ...also)
}

function withReferenceAlone({ $ref, ...others }: JsonObject): JsonObject {
  if (typeof $ref !== 'string') return others
  const reference = { $ref: $ref.replace('$defs', 'definitions') }
  return Object.keys(others).length === 0 ? reference : withAlso(others, reference)
}

function withAlso(schema: JsonObject, ...parts: readonly Json[]): JsonObject {
  const all = Array.isArray(schema['allOf']) ? schema['allOf'] : []
  return { ...schema, allOf: [...all, ...parts] }
}

/** Applies a function to a schema and all within it, the innermost first. */
function withChildren(schema: Json, change: (schema: JsonObject) => JsonObject): Json {
  if (Array.isArray(schema)) return schema.map((each) => withChildren(each, change))
  // Draft 4 has no boolean schemas; these mean the same in all drafts.
  if (typeof schema === 'boolean') return schema ? {} : { not: {} }
  if (!isJsonObject(schema)) return schema
  const changed = Object.entries(schema).map(([key, value]): [string, Json] => {
    if (data.includes(key)) return [key, value]
    if (!schemasByName.includes(key) || !isJsonObject(value)) {
      return [key, key === 'uniqueItems' ? value : withChildren(value, change)]
    }
    return [key, Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withChildren(each, change)]))]
  })
  return change(Object.fromEntries(changed))
}

/** All keywords anywhere in a schema. */
function flat(schema: Json): JsonObject {
  const found: Record<string, Json> = {}
  withChildren(schema, (each) => {
    Object.assign(found, each)
    return each
  })
  return found
}
