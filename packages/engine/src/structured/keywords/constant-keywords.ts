import { jsonEqual, type Json, type JsonObject } from '../schema/json.ts'
import type { WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Alternative, Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'

/** `enum` and `const`, held against all that stands beside them; undefined where neither is there. */
export function constantKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject): Shape | undefined {
  const values = valuesOf(node, schema)
  if (values === undefined) return undefined
  const words = values.filter((value) => typeof value === 'string')
  const alternatives = values
    .filter((value) => typeof value !== 'string')
    .map((value): Alternative => ({ kind: 'value', value }))
  const language = shapes.make.words(words)
  if (words.length > 0) alternatives.push({ kind: 'string', language, widest: language })
  // The same schema without its constants says what else must hold.
  const { enum: _enum, const: _const, ...others } = schema
  const rest = shapes.document.node(others, node.pointer, node.base)
  return shapes.intersection(shapes.union(alternatives), shapes.shapeOf([rest]))
}

function valuesOf(node: WrittenNode, schema: JsonObject): readonly Json[] | undefined {
  const listed = schema['enum']
  const constant = Object.hasOwn(schema, 'const') ? schema['const'] : undefined
  if (listed !== undefined && !Array.isArray(listed))
    throw new SchemaRefusal(`${node.pointer}/enum`, '`enum` must be a list')
  for (const keyword of ['enum', 'const']) {
    if (!hasLostDigits(schema[keyword])) continue
    throw new SchemaRefusal(`${node.pointer}/${keyword}`, 'a whole number beyond 2^53 is not read to its last digit')
  }
  if (constant === undefined) return listed
  return listed === undefined || listed.some((each) => jsonEqual(each, constant)) ? [constant] : []
}

// 9223372036854775807 is read as 9223372036854775808, and which of them was written nobody knows. From 1e21 on numbers have
// an exponent, and are doubles to every reader.
function hasLostDigits(value: Json | undefined): boolean {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLostDigits)
}
