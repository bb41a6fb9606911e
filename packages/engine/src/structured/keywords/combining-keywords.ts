import type { Conjunction } from '../schema/conjunction.ts'
import { foreignKeyword } from '../schema/foreign-keyword.ts'
import { isJsonObject, type Json, type JsonObject } from '../schema/json.ts'
import { escapeStep, type WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { anyObject, anyProperty, anyValue, type ObjectAlternative, type Shape } from '../shape/shape.ts'
import type { Shapes } from '../shape/shapes.ts'

/** The schema whose keywords are looked at, and where it stands. */
interface Place {
  readonly shapes: Shapes
  readonly node: WrittenNode
  readonly schema: JsonObject
  /** Whether it matters what its subschemas have evaluated; see `Shapes.shapeOf`. */
  readonly watched: boolean
}

/** `allOf`, `anyOf`, `oneOf`, `not`, `if`/`then`/`else`, `dependencies` and their like narrow `shape`. */
export function combiningKeywords(place: Place, shape: Shape): Shape {
  const { shapes, schema } = place
  let left = shape
  for (const part of branchesOf(place, 'allOf')) left = shapes.intersection(left, shapeHere(place, part))
  if (schema['anyOf'] !== undefined) left = shapes.intersection(left, someBranches(place))
  if (schema['not'] !== undefined) left = shapes.without(left, opposable(place, child(place, schema['not'], 'not')))
  if (schema['if'] !== undefined) left = shapes.intersection(left, conditional(place))
  left = dependencies(place, left)
  // Last, since every narrowing before it makes it likelier that the branches exclude each other.
  return schema['oneOf'] === undefined ? left : exactlyOne(place, left)
}

function child({ shapes, node }: Place, value: Json | undefined, path: string): Conjunction {
  return [shapes.document.node(value, `${node.pointer}/${path}`, node.base)]
}

function branchesOf(place: Place, keyword: string): Conjunction[] {
  const { node, schema } = place
  const value = schema[keyword] ?? []
  if (!Array.isArray(value)) throw new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` must be a list`)
  return value.map((each, index) => child(place, each, `${keyword}/${index}`))
}

/** What a subschema allows that speaks of the very same value. */
function shapeHere({ shapes, watched }: Place, part: Conjunction): Shape {
  return shapes.shapeOf(part, { watched })
}

/** Returns `part` if all readers agree on what it does not allow; otherwise throws. */
function opposable({ shapes }: Place, part: Conjunction): Conjunction {
  for (const node of part) {
    const foreign = 'schema' in node ? foreignKeyword(shapes.document, node, shapes.budget) : undefined
    if (foreign === undefined) continue
    throw new SchemaRefusal(node.pointer, `the opposite of \`${foreign}\`, which its draft does not have, is doubtful`)
  }
  return part
}

function someBranches(place: Place): Shape {
  const { shapes, watched } = place
  const branches = branchesOf(place, 'anyOf').map((part) => shapeHere(place, part))
  if (!watched) return shapes.union(branches.flat())
  // If several branches allow a value, each of them counts for what is evaluated. So there is an alternative for every
  // set of branches.
  return branches.reduce((ways, own) => shapes.union([...ways, ...own, ...shapes.intersection(ways, own)]), [])
}

/** (if and then) or (not if and else). */
function conditional(place: Place): Shape {
  const { shapes, schema } = place
  const condition = child(place, schema['if'], 'if')
  const [then, otherwise] = ['then', 'else'].map((keyword) =>
    schema[keyword] === undefined ? [] : child(place, schema[keyword], keyword),
  )
  const holds = shapes.intersection(shapeHere(place, condition), shapeHere(place, then ?? []))
  // Before draft 7 who does not heed all of it heeds none of it.
  const opposed = shapes.document.draft < 7 ? condition : opposable(place, condition)
  return shapes.union([...holds, ...shapes.without(shapeHere(place, otherwise ?? []), opposed)])
}

/** Either the key is absent, or it is there and what depends on it holds. */
function dependencies(place: Place, shape: Shape): Shape {
  const { shapes, schema } = place
  let left = shape
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    const entries = schema[keyword]
    if (!isJsonObject(entries)) continue
    for (const [key, demand] of Object.entries(entries)) {
      const names = typeof demand === 'string' ? [demand] : demand
      const consequence: Shape = Array.isArray(names)
        ? [
            withKeys(
              shapes,
              names.filter((name) => typeof name === 'string'),
            ),
          ]
        : shapeHere(place, child(place, demand, `${keyword}/${escapeStep(key)}`))
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

/**
 * Exactly one of the branches. A branch stays as it is if the others exclude it; otherwise the values of the others are
 * taken out of it.
 */
function exactlyOne(place: Place, shape: Shape): Shape {
  const { shapes } = place
  const branches = branchesOf(place, 'oneOf')
  const narrowed = branches.map((branch) => shapes.intersection(shape, shapeHere(place, branch)))
  if (branches.length > 1) for (const branch of branches) opposable(place, branch)
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
