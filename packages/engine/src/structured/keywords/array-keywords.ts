import { anything, type Conjunction } from '../schema/conjunction.ts'
import type { JsonObject } from '../schema/json.ts'
import type { WrittenNode } from '../schema/schema-document.ts'
import type { ArrayAlternative, ItemDemand, Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'
import { countOf } from './number-keywords.ts'

/** `prefixItems`, `items`, `additionalItems`, `minItems`, `maxItems`, `uniqueItems`, `contains`. */
export function arrayKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, any: ArrayAlternative): Shape {
  const child = (keyword: string, index?: number): Conjunction => {
    const value = schema[keyword]
    const found = index === undefined ? value : Array.isArray(value) ? value[index] : undefined
    const pointer = `${node.pointer}/${keyword}${index === undefined ? '' : `/${index}`}`
    return found === undefined ? anything : [shapes.document.node(found, pointer, node.base)]
  }
  // Up to draft 2019-09 a list under `items` is what `prefixItems` is now, and `additionalItems` the rest.
  const listed = Array.isArray(schema['items']) ? 'items' : 'prefixItems'
  const list = schema[listed]
  const prefix = Array.isArray(list) ? list.map((_, index) => child(listed, index)) : []
  const rest = child(listed === 'items' ? 'additionalItems' : 'items')
  const [min, max] = [countOf(node, schema, 'minItems', 0), countOf(node, schema, 'maxItems', Infinity)]
  if (min > max) return []
  // Up to draft 7 `contains` does not count: at least one item must match.
  const counts = !shapes.document.refStandsAlone
  const demand: ItemDemand = {
    value: child('contains'),
    from: 0,
    min: counts ? countOf(node, schema, 'minContains', 1) : 1,
    max: counts ? countOf(node, schema, 'maxContains', Infinity) : Infinity,
  }
  if (schema['contains'] !== undefined && demand.min > demand.max) return []
  const contains = schema['contains'] === undefined ? [] : [demand]
  return [{ ...any, prefix, rest, min, max, unique: schema['uniqueItems'] === true, contains }]
}
