import { allowsNothing, anything, both } from '../schema/conjunction.ts'
import { isJsonObject, type JsonObject } from '../schema/json.ts'
import { escapeStep, type WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { accepts } from '../regular/accepts.ts'
import { refineClasses } from '../shape/intersect.ts'
import type { KeyClass, ObjectAlternative, Property, Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'
import { countOf } from './number-keywords.ts'
import { languageOf } from './string-keywords.ts'

/** `properties`, `required`, `patternProperties`, `additionalProperties`, `propertyNames`, `minProperties`, `maxProperties`. */
export function objectKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, any: ObjectAlternative): Shape {
  const { make } = shapes
  const [min, max] = [countOf(node, schema, 'minProperties', 0), countOf(node, schema, 'maxProperties', Infinity)]
  const required = requiredKeys(shapes, node, schema)
  if (min > max) return []

  const patterned = patternClasses(shapes, node, schema)
  const matched = patterned.filter(({ isMatched }) => isMatched)
  const names = schema['propertyNames']
  const allowedNames =
    names === undefined
      ? make.anything
      : shapes.stringsOf([shapes.document.node(names, `${node.pointer}/propertyNames`, node.base)])

  const properties = new Map<string, Property>()
  const declared = isJsonObject(schema['properties']) ? schema['properties'] : {}
  for (const key of new Set([...Object.keys(declared), ...required])) {
    const own = Object.hasOwn(declared, key)
      ? [shapes.document.node(declared[key], `${node.pointer}/properties/${escapeStep(key)}`, node.base)]
      : undefined
    const found = (own === undefined ? patterned : matched).find(({ keys }) => accepts(make, keys, key))
    const value = both(own ?? anything, found?.value ?? anything)
    const property = {
      required: required.has(key),
      declared: own !== undefined,
      allowed: accepts(make, allowedNames, key),
      value,
    }
    if (property.required && !property.allowed) return []
    properties.set(key, property)
  }
  const classes = patterned
    .map(({ keys, value }) => ({ keys: make.all(keys, allowedNames), value }))
    .filter(({ keys, value }) => keys !== make.nothing && !allowsNothing(value))
  return [{ ...any, properties, classes, min, max }]
}

function requiredKeys({ document }: Shapes, node: WrittenNode, schema: JsonObject): ReadonlySet<string> {
  const keys = schema['required']
  if (document.isDraft3) {
    const declared = Object.entries(isJsonObject(schema['properties']) ? schema['properties'] : {})
    const asking = declared.filter(([, property]) => isJsonObject(property) && property['required'] === true)
    return new Set(asking.map(([key]) => key))
  }
  // Draft 3 has a boolean here, in the property itself; later drafts know no such thing and ignore it.
  if (keys === undefined || typeof keys === 'boolean') return new Set()
  if (Array.isArray(keys) && keys.every((key) => typeof key === 'string')) return new Set(keys)
  throw new SchemaRefusal(`${node.pointer}/required`, '`required` must be a list of keys')
}

/** Cuts all keys into classes by the patterns they match; keys that match none are additional. */
function patternClasses(shapes: Shapes, node: WrittenNode, schema: JsonObject): (KeyClass & { isMatched: boolean })[] {
  const { make, document } = shapes
  const patterns = isJsonObject(schema['patternProperties']) ? schema['patternProperties'] : {}
  let classes: KeyClass[] = [{ keys: make.anything, value: anything }]
  let unmatched = make.anything
  for (const [pattern, value] of Object.entries(patterns)) {
    const pointer = `${node.pointer}/patternProperties/${escapeStep(pattern)}`
    const keys = languageOf(shapes, pointer, pattern)
    classes = refineClasses(shapes, classes, keys, [document.node(value, pointer, node.base)])
    unmatched = make.all(unmatched, make.not(keys))
  }
  const additional = schema['additionalProperties']
  const rest =
    additional === undefined ? anything : [document.node(additional, `${node.pointer}/additionalProperties`, node.base)]
  const matched = classes
    .map(({ keys, value }) => ({ keys: make.all(keys, make.not(unmatched)), value, isMatched: true }))
    .filter(({ keys }) => keys !== make.nothing)
  return [...matched, { keys: unmatched, value: rest, isMatched: false }]
}
