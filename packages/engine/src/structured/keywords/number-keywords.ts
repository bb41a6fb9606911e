import type { JsonObject } from '../schema/json.ts'
import type { WrittenNode } from '../schema/schema-document.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { tighterMax, tighterMin } from '../shape/number-range.ts'
import type { Bound, NumberAlternative, Shape } from '../shape/shape.ts'

/** `minimum`, `maximum`, their exclusive forms of all drafts, and `multipleOf`. */
export function numberKeywords(node: WrittenNode, schema: JsonObject, any: NumberAlternative): Shape {
  const min = tighterMin(
    bound(node, schema, 'minimum', schema['exclusiveMinimum'] === true),
    exclusive(schema['exclusiveMinimum']),
  )
  const max = tighterMax(
    bound(node, schema, 'maximum', schema['exclusiveMaximum'] === true),
    exclusive(schema['exclusiveMaximum']),
  )
  const step = numberOf(node, schema, 'multipleOf')
  if (step !== undefined && step <= 0) throw new SchemaRefusal(`${node.pointer}/multipleOf`, 'it must be above 0')
  if (min !== undefined && max !== undefined) {
    if (min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive))) return []
  }
  return [{ ...any, min, max, multiplesOf: step === undefined ? [] : [step] }]
}

function bound(node: WrittenNode, schema: JsonObject, keyword: string, isExclusive: boolean): Bound | undefined {
  const value = numberOf(node, schema, keyword)
  return value === undefined ? undefined : { value, exclusive: isExclusive }
}

// From draft 6 on the exclusive form is a number of its own; in draft 4 it is a switch for the other.
function exclusive(value: unknown): Bound | undefined {
  return typeof value === 'number' ? { value, exclusive: true } : undefined
}

/** A keyword whose value must be a number; undefined where it is not there. */
function numberOf(node: WrittenNode, schema: JsonObject, keyword: string): number | undefined {
  const value = schema[keyword]
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value
  throw new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` must be a number`)
}

/** A keyword that counts: a whole number from 0; `fallback` where it is not there. */
export function countOf(node: WrittenNode, schema: JsonObject, keyword: string, fallback: number): number {
  const value = numberOf(node, schema, keyword) ?? fallback
  if (value === Infinity || (Number.isInteger(value) && value >= 0)) return value
  throw new SchemaRefusal(`${node.pointer}/${keyword}`, `\`${keyword}\` must be a whole number from 0`)
}
