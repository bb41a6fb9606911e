import type { Expression } from '../regular/expression.ts'
import { allowsNothing, both, type Conjunction } from '../schema/conjunction.ts'
import { isJsonObject, type JsonObject } from '../schema/json.ts'
import { escapeStep, type WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { accepts } from '../regular/accepts.ts'
import { refineClasses } from '../shape/intersect.ts'
import type { Alternative, ArrayAlternative, ObjectAlternative, Shape, ValueAlternative } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'
import { languageOf } from './string-keywords.ts'

/** Notes on each alternative which keys and items the keywords of one schema look at. */
export function withEvaluated(shapes: Shapes, node: WrittenNode, schema: JsonObject, shape: Shape): Shape {
  return shape.map((each) => {
    if (each.kind === 'object') return { ...each, evaluated: evaluatedKeys(shapes, node, schema) }
    return each.kind === 'array' ? { ...each, evaluated: evaluatedItems(schema) } : each
  })
}

function evaluatedKeys(shapes: Shapes, node: WrittenNode, schema: JsonObject): Expression {
  const { make } = shapes
  if (schema['additionalProperties'] !== undefined) return make.anything
  const { properties, patternProperties } = schema
  const patterns = Object.keys(isJsonObject(patternProperties) ? patternProperties : {})
  const matched = patterns.map((each) =>
    languageOf(shapes, `${node.pointer}/patternProperties/${escapeStep(each)}`, each),
  )
  return make.either(make.words(Object.keys(isJsonObject(properties) ? properties : {})), ...matched)
}

function evaluatedItems({ items, prefixItems, additionalItems }: JsonObject): number {
  if (Array.isArray(items)) return additionalItems === undefined ? items.length : Infinity
  if (items !== undefined) return Infinity
  return Array.isArray(prefixItems) ? prefixItems.length : 0
}

/** `unevaluatedProperties` and `unevaluatedItems`: what no keyword of the schema, or of one in its place, has looked at. */
export function unevaluatedKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, shape: Shape): Shape {
  const demandOf = (keyword: string): Conjunction | undefined => {
    const demand = schema[keyword]
    return demand === undefined ? undefined : [shapes.document.node(demand, `${node.pointer}/${keyword}`, node.base)]
  }
  const [keys, items] = [demandOf('unevaluatedProperties'), demandOf('unevaluatedItems')]
  return shape.map((each): Alternative => {
    if (each.kind === 'value') refuseConstant(node, schema, each)
    if (each.kind === 'object' && keys !== undefined) return withOtherKeys(shapes, each, keys)
    if (each.kind !== 'array' || items === undefined) return each
    // Whether an item that `contains` finds is evaluated depends on the draft.
    if (each.contains.length > 0) throw refusal(node, 'unevaluatedItems', '`contains`')
    return withOtherItems(each, items)
  })
}

function withOtherKeys(shapes: Shapes, object: ObjectAlternative, demand: Conjunction): ObjectAlternative {
  const { make } = shapes
  const others = make.not(object.evaluated)
  const properties = Array.from(object.properties, ([key, property]) => {
    const value = accepts(make, others, key) ? both(property.value, demand) : property.value
    return [key, { ...property, value }] as const
  })
  const classes = refineClasses(shapes, object.classes, others, demand).filter(({ value }) => !allowsNothing(value))
  return { ...object, properties: new Map(properties), classes, evaluated: make.anything }
}

function withOtherItems(array: ArrayAlternative, demand: Conjunction): ArrayAlternative {
  const { prefix, rest, evaluated } = array
  if (evaluated === Infinity) return array
  const length = Math.max(prefix.length, evaluated)
  const items = Array.from({ length }, (_, index) => {
    const item = prefix[index] ?? rest
    return index < evaluated ? item : both(item, demand)
  })
  return { ...array, prefix: items, rest: both(rest, demand), evaluated: Infinity }
}

// Constants do not record what a branch has evaluated, so the two cannot be combined.
function refuseConstant(node: WrittenNode, schema: JsonObject, { value }: ValueAlternative): void {
  const keyword = Array.isArray(value) ? 'unevaluatedItems' : 'unevaluatedProperties'
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && schema[keyword] !== undefined) {
    throw refusal(node, keyword, 'constants')
  }
}

function refusal(node: WrittenNode, keyword: string, beside: string): SchemaRefusal {
  return new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` beside ${beside} cannot be enforced`)
}
