import type { Conjunction } from '../schema/conjunction.ts'
import type { Expressions } from '../regular/expression.ts'
import {
  anyArray,
  anyNumber,
  anyObject,
  anyValue,
  typeOf,
  type Alternative,
  type NumberAlternative,
  type ObjectAlternative,
  type Shape,
} from './shape.ts'

/** What complement asks of the rest of the compiler. */
export interface Negator {
  readonly make: Expressions
  /** The conjunction of all values that `conjunction` does not allow, or undefined where that is no conjunction. */
  negate(conjunction: Conjunction): Conjunction | undefined
}

/** All values that an alternative does not allow; undefined where that cannot be written as a shape. */
export function complementOf(negator: Negator, alternative: Alternative): Shape | undefined {
  const within = complementWithin(negator, alternative)
  if (within === undefined) return undefined
  const type = typeOf(alternative)
  return [...anyValue(negator.make).filter((other) => typeOf(other) !== type), ...within]
}

/** The values of the same type that an alternative does not allow. */
function complementWithin(negator: Negator, alternative: Alternative): Shape | undefined {
  switch (alternative.kind) {
    case 'value':
      return complementOfValue(alternative.value)
    case 'string': {
      const language = negator.make.not(alternative.language)
      return language === negator.make.nothing ? [] : [{ kind: 'string', language }]
    }
    case 'number':
      return complementOfNumber(alternative)
    case 'array': {
      const { prefix, rest, unique, contains, min, max } = alternative
      if (prefix.length > 0 || rest.length > 0 || unique || contains.length > 0) return undefined
      const shorter = min > 0 ? [{ ...anyArray, max: min - 1 }] : []
      return max < Infinity ? [...shorter, { ...anyArray, min: max + 1 }] : shorter
    }
    case 'object':
      return complementOfObject(negator, alternative)
  }
}

function complementOfValue(value: unknown): Shape | undefined {
  if (value === null) return []
  if (typeof value === 'boolean') return [{ kind: 'value', value: !value }]
  if (typeof value !== 'number') return undefined
  return [
    { ...anyNumber, max: { value, exclusive: true } },
    { ...anyNumber, min: { value, exclusive: true } },
  ]
}

function complementOfNumber({ integer, min, max, multiplesOf }: NumberAlternative): Shape | undefined {
  if (integer || multiplesOf.length > 0) return undefined
  const below = min && { ...anyNumber, max: { value: min.value, exclusive: !min.exclusive } }
  const above = max && { ...anyNumber, min: { value: max.value, exclusive: !max.exclusive } }
  return [below, above].filter((each) => each !== undefined)
}

/**
 * An object alternative is a list of demands: this key is there, that key's value is so. Failing one of them is enough,
 * so its complement has an alternative a demand.
 */
function complementOfObject(negator: Negator, object: ObjectAlternative): Shape | undefined {
  const { make } = negator
  const free = anyObject(make)
  const ways: ObjectAlternative[] = []
  if (object.classes.length !== 1 || object.classes[0]?.keys !== make.anything) return undefined
  if ((object.classes[0]?.value.length ?? 0) > 0) return undefined
  if (object.min > 0) ways.push({ ...free, max: object.min - 1 })
  if (object.max < Infinity) ways.push({ ...free, min: object.max + 1 })
  for (const [key, { required, allowed, value }] of object.properties) {
    if (required) ways.push({ ...free, properties: new Map([[key, { required: false, allowed: false, value: [] }]]) })
    if (!allowed) ways.push({ ...free, properties: new Map([[key, { required: true, allowed: true, value: [] }]]) })
    else if (value.length > 0) {
      const opposite = negator.negate(value)
      if (opposite === undefined) return undefined
      ways.push({ ...free, properties: new Map([[key, { required: true, allowed: true, value: opposite }]]) })
    }
  }
  return ways
}
