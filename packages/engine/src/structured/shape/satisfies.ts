import { accepts } from '../regular/accepts.ts'
import type { Expressions } from '../regular/expression.ts'
import type { Conjunction } from '../schema/conjunction.ts'
import { canonicalJson, isJsonObject, jsonEqual, type Json, type JsonObject } from '../schema/json.ts'
import { propertyOf } from './intersect.ts'
import { inRange } from './number-range.ts'
import type { Alternative, ArrayAlternative, ObjectAlternative } from './shape.ts'

/** What judging a value asks of the rest of the compiler. */
interface ValueJudge {
  readonly make: Expressions
  /** Whether a value satisfies a conjunction. */
  allows(conjunction: Conjunction, value: Json): boolean
}

/** Whether a constant is one of the values of an alternative. */
export function satisfies(judge: ValueJudge, value: Json, alternative: Alternative): boolean {
  switch (alternative.kind) {
    case 'value':
      return jsonEqual(value, alternative.value)
    case 'number':
      return typeof value === 'number' && inRange(value, alternative)
    case 'string':
      return typeof value === 'string' && accepts(judge.make, alternative.language, value)
    case 'array':
      return Array.isArray(value) && satisfiesArray(judge, value, alternative)
    case 'object':
      return isJsonObject(value) && satisfiesObject(judge, value, alternative)
  }
}

function satisfiesArray(judge: ValueJudge, items: readonly Json[], array: ArrayAlternative): boolean {
  const { prefix, rest, min, max, unique, contains } = array
  if (items.length < min || items.length > max) return false
  if (unique && new Set(items.map(canonicalJson)).size < items.length) return false
  for (const demand of contains) {
    const found = items.slice(demand.from).filter((item) => judge.allows(demand.value, item)).length
    if (found < demand.min || found > demand.max) return false
  }
  return items.every((item, index) => judge.allows(prefix[index] ?? rest, item))
}

function satisfiesObject(judge: ValueJudge, value: JsonObject, object: ObjectAlternative): boolean {
  const entries = Object.entries(value)
  if (entries.length < object.min || entries.length > object.max) return false
  for (const [key, { required }] of object.properties) if (required && !Object.hasOwn(value, key)) return false
  for (const demand of object.some) {
    if (!entries.some(([key, each]) => accepts(judge.make, demand.keys, key) && judge.allows(demand.value, each))) {
      return false
    }
  }
  return entries.every(([key, each]) => {
    const property = propertyOf(judge.make, object, key)
    return property.allowed && judge.allows(property.value, each)
  })
}
