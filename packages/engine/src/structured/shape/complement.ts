import type { Conjunction } from '../schema/conjunction.ts'
import type { Json } from '../schema/json.ts'
import { isJsonObject } from '../schema/json.ts'
import type { SchemaDocument } from '../schema/schema-document.ts'
import { intersect, type Judge } from './intersect.ts'
import {
  anyArray,
  anyNumber,
  anyObject,
  anyProperty,
  anyValue,
  typeOf,
  type Alternative,
  type ArrayAlternative,
  type NumberAlternative,
  type ObjectAlternative,
  type Property,
  type Shape,
} from './shape.ts'

/** What complement asks of the rest of the compiler. */
export interface Negator extends Judge {
  readonly document: SchemaDocument
  /** Whether a conjunction allows but a few values. */
  isNarrow(conjunction: Conjunction): boolean
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
      return complementOfValue(negator, alternative.value)
    case 'string': {
      const [language, widest] = [negator.make.not(alternative.widest), negator.make.not(alternative.language)]
      return widest === negator.make.nothing ? [] : [{ kind: 'string', language, widest }]
    }
    case 'number':
      return complementOfNumber(alternative)
    case 'array':
      return complementOfArray(negator, alternative)
    case 'object':
      return splitByKind(negator, alternative) ?? complementOfObject(negator, alternative)
  }
}

/**
 * Objects that exclude each other mostly have a key that names their kind, such as `"type": {"enum": ["Point"]}`. The
 * complement is then: an object of another kind, or of this kind with a mistake. These exclude each other, so taking
 * away one kind after the other adds alternatives and does not multiply them.
 */
function splitByKind(negator: Negator, object: ObjectAlternative): Shape | undefined {
  const kind = kindOf(negator, object)
  if (kind === undefined) return undefined
  const only = { ...anyObject(negator.make), properties: new Map([kind]) }
  const rest = { ...object, properties: new Map(object.properties) }
  rest.properties.set(kind[0], { ...kind[1], required: false, value: [] })
  const mistakes = complementOfObject(negator, rest).map((way) => intersect(negator, way, only))
  return [...complementOfObject(negator, only), ...mistakes.filter((way) => way !== undefined)]
}

function kindOf(negator: Negator, { properties }: ObjectAlternative): [string, Property] | undefined {
  const narrow = [...properties].filter(
    ([, { allowed, value }]) => allowed && value.length > 0 && negator.isNarrow(value),
  )
  return narrow.find(([, { required }]) => required) ?? narrow[0]
}

function complementOfValue(negator: Negator, value: Json): Shape | undefined {
  if (value === null) return []
  if (typeof value === 'boolean') return [{ kind: 'value', value: !value }]
  if (typeof value === 'number') {
    const below = { ...anyNumber, max: { value, exclusive: true } }
    return [below, { ...anyNumber, min: { value, exclusive: true } }]
  }
  const constant = (part: Json): Conjunction => [negator.document.constant(part)]
  if (Array.isArray(value)) {
    const { length } = value
    return complementOfArray(negator, { ...anyArray, prefix: value.map(constant), min: length, max: length })
  }
  if (!isJsonObject(value)) return undefined
  const properties = Object.entries(value).map(
    ([key, each]) => [key, { ...anyProperty, required: true, value: constant(each) }] as const,
  )
  return complementOfObject(negator, { ...anyObject(negator.make), properties: new Map(properties), classes: [] })
}

function complementOfNumber({ integer, min, max, multiplesOf, notMultiplesOf }: NumberAlternative): Shape {
  const ways: NumberAlternative[] = []
  if (min !== undefined) ways.push({ ...anyNumber, max: { value: min.value, exclusive: !min.exclusive } })
  if (max !== undefined) ways.push({ ...anyNumber, min: { value: max.value, exclusive: !max.exclusive } })
  for (const step of integer ? [1, ...multiplesOf] : multiplesOf) ways.push({ ...anyNumber, notMultiplesOf: [step] })
  for (const step of notMultiplesOf) ways.push({ ...anyNumber, multiplesOf: [step] })
  return ways
}

/** An array alternative is a list of demands; failing one of them is enough, so there is a way for each. */
function complementOfArray({ document }: Negator, array: ArrayAlternative): Shape | undefined {
  const { prefix, rest, unique, contains, min, max } = array
  if (unique && max > 1) return undefined
  const ways: ArrayAlternative[] = []
  if (min > 0) ways.push({ ...anyArray, max: min - 1 })
  if (max < Infinity) ways.push({ ...anyArray, min: max + 1 })
  for (const [index, item] of prefix.entries()) {
    if (item.length === 0) continue
    const before = Array.from({ length: index }, (): Conjunction => [])
    ways.push({ ...anyArray, prefix: [...before, document.negation(item)], min: index + 1 })
  }
  if (rest.length > 0) {
    const value = document.negation(rest)
    ways.push({ ...anyArray, contains: [{ value, from: prefix.length, min: 1, max: Infinity }] })
  }
  for (const demand of contains) {
    if (demand.min > 0) ways.push({ ...anyArray, contains: [{ ...demand, min: 0, max: demand.min - 1 }] })
    if (demand.max < Infinity) ways.push({ ...anyArray, contains: [{ ...demand, min: demand.max + 1, max: Infinity }] })
  }
  return ways
}

/** The same for objects: this key is there, that key's value is so, no other keys are there. */
function complementOfObject({ make, document }: Negator, object: ObjectAlternative): Shape {
  const free = anyObject(make)
  const ways: ObjectAlternative[] = []
  const withProperty = (key: string, property: Partial<typeof anyProperty>): void => {
    ways.push({ ...free, properties: new Map([[key, { ...anyProperty, ...property }]]) })
  }
  if (object.min > 0) ways.push({ ...free, max: object.min - 1 })
  if (object.max < Infinity) ways.push({ ...free, min: object.max + 1 })
  for (const [key, { required, allowed, value }] of object.properties) {
    if (required) withProperty(key, { allowed: false })
    if (!allowed) withProperty(key, { required: true })
    else if (value.length > 0) withProperty(key, { required: true, value: document.negation(value) })
  }
  const undeclared = make.not(make.words(object.properties.keys()))
  let unclassed = undeclared
  for (const { keys, value } of object.classes) {
    unclassed = make.all(unclassed, make.not(keys))
    if (value.length === 0) continue
    ways.push({ ...free, some: [{ keys: make.all(keys, undeclared), value: document.negation(value) }] })
  }
  if (unclassed !== make.nothing) ways.push({ ...free, some: [{ keys: unclassed, value: [] }] })
  for (const { keys, value } of object.some) {
    const others = { keys: make.not(keys), value: [] }
    ways.push({ ...free, classes: value.length === 0 ? [others] : [others, { keys, value: document.negation(value) }] })
  }
  return ways
}
