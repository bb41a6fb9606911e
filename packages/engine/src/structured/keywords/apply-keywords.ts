import type { JsonObject } from '../schema/json.ts'
import { isPlainReference } from '../schema/plain-schema.ts'
import type { WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { anyArray, anyNumber, anyObject, anyString, type Alternative, type Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'
import { arrayKeywords } from './array-keywords.ts'
import { combiningKeywords } from './combining-keywords.ts'
import { constantKeywords } from './constant-keywords.ts'
import { numberKeywords } from './number-keywords.ts'
import { objectKeywords } from './object-keywords.ts'
import { stringKeywords } from './string-keywords.ts'
import { unevaluatedKeywords, withEvaluated } from './unevaluated-keywords.ts'

/**
 * What one schema object allows: each group of keywords narrows the shape that the groups before it left. Where it is
 * `watched`, the shape also tells what was evaluated.
 */
export function applyKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, watched: boolean): Shape {
  const targets = referenced(shapes, node, schema)
  if (targets.length > 0 && (shapes.document.refStandsAlone || isPlainReference(schema))) {
    return shapes.shapeOf(targets, { watched })
  }
  if (shapes.document.isDraft3) refuseDraft3(node, schema)
  const constants = constantKeywords(shapes, node, schema)
  if (constants !== undefined) return constants

  const isAsking = schema['unevaluatedProperties'] !== undefined || schema['unevaluatedItems'] !== undefined
  const inPlace = { watched: watched || isAsking }
  let shape = typedShape(shapes, node, schema)
  if (inPlace.watched) shape = withEvaluated(shapes, node, schema, shape)
  for (const target of targets) shape = shapes.intersection(shape, shapes.shapeOf([target], inPlace))
  shape = combiningKeywords({ shapes, node, schema, ...inPlace }, shape)
  return isAsking ? unevaluatedKeywords(shapes, node, schema, shape) : shape
}

function referenced({ document }: Shapes, node: WrittenNode, schema: JsonObject): WrittenNode[] {
  const { $ref: direct, $dynamicRef: dynamic, $recursiveRef: recursive } = schema
  const targets: WrittenNode[] = []
  if (typeof direct === 'string') targets.push(document.resolve(direct, node))
  if (typeof dynamic === 'string') targets.push(document.resolveDynamic(dynamic, node))
  if (typeof recursive === 'string') targets.push(document.resolveDynamic(recursive, node))
  return targets
}

// What only draft 3 has; other drafts have other words for it.
function refuseDraft3(node: WrittenNode, schema: JsonObject): void {
  for (const keyword of ['extends', 'disallow', 'divisibleBy']) {
    if (schema[keyword] === undefined) continue
    throw new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` of draft 3 cannot be enforced`)
  }
}

/** What `type` and the keywords about each type allow. */
function typedShape(shapes: Shapes, node: WrittenNode, schema: JsonObject): Shape {
  const types = typesOf(node, schema)
  const whole = types.has('integer') && !types.has('number')
  const alternatives: Alternative[] = []
  if (types.has('null')) alternatives.push({ kind: 'value', value: null })
  if (types.has('boolean')) alternatives.push({ kind: 'value', value: true }, { kind: 'value', value: false })
  if (types.has('number') || whole) alternatives.push(...numberKeywords(node, schema, { ...anyNumber, integer: whole }))
  if (types.has('string')) alternatives.push(...stringKeywords(shapes, node, schema, anyString(shapes.make)))
  if (types.has('array')) alternatives.push(...arrayKeywords(shapes, node, schema, anyArray))
  if (types.has('object')) alternatives.push(...objectKeywords(shapes, node, schema, anyObject(shapes.make)))
  return shapes.union(alternatives)
}

const allTypes = ['null', 'boolean', 'number', 'integer', 'string', 'array', 'object']

function typesOf(node: WrittenNode, schema: JsonObject): ReadonlySet<string> {
  const type = schema['type']
  if (type === undefined) return new Set(allTypes)
  const named = (Array.isArray(type) ? type : [type]).map((each) => {
    if (typeof each === 'string' && allTypes.includes(each)) return each
    throw new SchemaRefusal(`${node.pointer}/type`, `${JSON.stringify(each)} is not a type of JSON Schema`)
  })
  return new Set(named)
}
