import type { Conjunction } from '../schema/conjunction.ts'
import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts'
import { escapeStep, type WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { anyObject, anyProperty, anyValue, type ObjectAlternative, type Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'

/** `allOf`, `anyOf`, `oneOf`, `not`, `if`/`then`/`else`, `dependencies` and their like narrow `shape`. */
export function combiningKeywords(shapes: Shapes, node: WrittenNode, schema: JsonObject, shape: Shape): Shape {
  const { document } = shapes
  const child = (value: Json | undefined, path: string): Conjunction => [
    document.node(value, `${node.pointer}/${path}`, node.base),
  ]
  const list = (keyword: string): Conjunction[] => {
    const value = schema[keyword]
    if (value === undefined) return []
    if (!Array.isArray(value)) throw new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` must be a list`)
    return value.map((each, index) => child(each, `${keyword}/${index}`))
  }

  let left = shape
  for (const part of list('allOf')) left = shapes.intersection(left, shapes.shapeOf(part))
  if (schema['anyOf'] !== undefined) {
    left = shapes.intersection(left, shapes.union(list('anyOf').flatMap((part) => shapes.shapeOf(part))))
  }
  if (schema['not'] !== undefined) {
    left = shapes.without(left, child(schema['not'], 'not'))
  }
  if (schema['if'] !== undefined) left = shapes.intersection(left, conditional(shapes, schema, child))
  left = dependencies(shapes, schema, left, child)
  // Last, since every narrowing before it makes it likelier that the branches exclude each other.
  if (schema['oneOf'] !== undefined) left = exactlyOne(shapes, left, list('oneOf'))
  return left
}

/** (if and then) or (not if and else). */
function conditional(
  shapes: Shapes,
  schema: JsonObject,
  child: (value: Json | undefined, path: string) => Conjunction,
): Shape {
  const condition = child(schema['if'], 'if')
  const then = schema['then'] === undefined ? [] : child(schema['then'], 'then')
  const otherwise = schema['else'] === undefined ? [] : child(schema['else'], 'else')
  const holds = shapes.intersection(shapes.shapeOf(condition), shapes.shapeOf(then))
  const fails = shapes.without(shapes.shapeOf(otherwise), condition)
  return shapes.union([...holds, ...fails])
}

/** Either the key is absent, or it is there and what depends on it holds. */
function dependencies(
  shapes: Shapes,
  schema: JsonObject,
  shape: Shape,
  child: (value: Json | undefined, path: string) => Conjunction,
): Shape {
  let left = shape
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    const entries = schema[keyword]
    if (!isJsonObject(entries)) continue
    for (const [key, demand] of Object.entries(entries)) {
      const path = `${keyword}/${escapeStep(key)}`
      const names = typeof demand === 'string' ? [demand] : demand
      const consequence: Shape = Array.isArray(names)
        ? [
            withKeys(
              shapes,
              names.filter((name) => typeof name === 'string'),
            ),
          ]
        : shapes.shapeOf(child(demand, path))
      const others = anyValue(shapes.make).filter(({ kind }) => kind !== 'object')
      const present = shapes.intersection([withKeys(shapes, [key])], consequence)
      left = shapes.intersection(left, [...others, withoutKey(shapes, key), ...present])
    }
  }
  return left
}

function withKeys(shapes: Shapes, keys: readonly string[]): ObjectAlternative {
  const properties = keys.map((key) => [key, { ...anyProperty, required: true }] as const)
  return { ...anyObject(shapes.make), properties: new Map(properties) }
}

function withoutKey(shapes: Shapes, key: string): ObjectAlternative {
  return { ...anyObject(shapes.make), properties: new Map([[key, { ...anyProperty, allowed: false }]]) }
}

/** One branch and no other: as it stands where the branches exclude each other, else each without the others. */
function exactlyOne(shapes: Shapes, shape: Shape, branches: readonly Conjunction[]): Shape {
  const narrowed = branches.map((branch) => shapes.intersection(shape, shapes.shapeOf(branch)))
  const result = narrowed.map((own, index) => {
    let rest = own
    for (const [other, theirs] of narrowed.entries()) {
      if (other === index || areDisjoint(shapes, rest, theirs)) continue
      rest = shapes.without(rest, branches[other] ?? [])
    }
    return rest
  })
  return shapes.union(result.flat())
}

function areDisjoint(shapes: Shapes, a: Shape, b: Shape): boolean {
  return a.every((left) => b.every((right) => shapes.areDisjoint(left, right)))
}
