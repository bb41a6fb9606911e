import { keyOf } from '../schema/conjunction.ts'
import { canonicalJson } from '../schema/json.ts'
import type { Alternative, ArrayAlternative, KeyClass, ObjectAlternative } from './shape.ts'

/** A name that equal alternatives share, as far as they are written alike. */
export function nameOf(alternative: Alternative): string {
  switch (alternative.kind) {
    case 'value':
      return `value ${canonicalJson(alternative.value)}`
    case 'number':
      return JSON.stringify(alternative)
    case 'string':
      return `string ${alternative.language.id} ${alternative.widest.id}`
    case 'array':
      return nameOfArray(alternative)
    case 'object':
      return nameOfObject(alternative)
  }
}

function nameOfArray({ prefix, rest, min, max, unique, contains, evaluated }: ArrayAlternative): string {
  const demands = contains.map((demand) => [keyOf(demand.value), demand.from, demand.min, demand.max])
  return JSON.stringify([prefix.map(keyOf), keyOf(rest), min, max, unique, demands, String(evaluated)])
}

function nameOfObject({ properties, classes, some, min, max, evaluated }: ObjectAlternative): string {
  const pairs = Array.from(properties, ([key, { required, allowed, declared, value }]) => [
    key,
    required,
    allowed,
    declared,
    keyOf(value),
  ])
  const nameOfClass = ({ keys, value }: KeyClass): unknown => [keys.id, keyOf(value)]
  return JSON.stringify([pairs, classes.map(nameOfClass), some.map(nameOfClass), min, max, evaluated.id])
}
