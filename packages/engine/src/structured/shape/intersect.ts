import { both, type Conjunction } from '../schema/conjunction.ts'
import { jsonEqual } from '../schema/json.ts'
import type { Expressions } from '../regular/expression.ts'
import { accepts } from '../regular/accepts.ts'
import { inRange, tighterMax, tighterMin } from './number-range.ts'
import type {
  Alternative,
  ArrayAlternative,
  KeyClass,
  NumberAlternative,
  ObjectAlternative,
  Property,
  ValueAlternative,
} from './shape.ts'

/** What intersection asks of the rest of the compiler. */
export interface Judge {
  readonly make: Expressions
  /** Whether an array or object, as a constant, satisfies an alternative. */
  satisfies(value: ValueAlternative['value'], alternative: Alternative): boolean
}

/** The values that both alternatives allow; undefined where none is left at this level. */
export function intersect(judge: Judge, a: Alternative, b: Alternative): Alternative | undefined {
  if (a.kind === 'value') return judge.satisfies(a.value, b) ? a : undefined
  if (b.kind === 'value') return judge.satisfies(b.value, a) ? b : undefined
  if (a.kind === 'number' && b.kind === 'number') return intersectNumbers(a, b)
  if (a.kind === 'array' && b.kind === 'array') return intersectArrays(a, b)
  if (a.kind === 'object' && b.kind === 'object') return intersectObjects(judge.make, a, b)
  if (a.kind !== 'string' || b.kind !== 'string') return undefined
  const language = judge.make.all(a.language, b.language)
  return language === judge.make.nothing ? undefined : { kind: 'string', language }
}

/** Whether a constant is the same as another, or a number in range. */
export function satisfiesSimply(
  make: Expressions,
  value: ValueAlternative['value'],
  alternative: Alternative,
): boolean {
  if (alternative.kind === 'value') return jsonEqual(value, alternative.value)
  if (alternative.kind === 'number') return typeof value === 'number' && inRange(value, alternative)
  if (alternative.kind === 'string') return typeof value === 'string' && accepts(make, alternative.language, value)
  return false
}

function intersectNumbers(a: NumberAlternative, b: NumberAlternative): NumberAlternative | undefined {
  const min = tighterMin(a.min, b.min)
  const max = tighterMax(a.max, b.max)
  if (min !== undefined && max !== undefined) {
    if (min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive))) return undefined
  }
  const multiplesOf = [...new Set([...a.multiplesOf, ...b.multiplesOf])]
  return { kind: 'number', integer: a.integer || b.integer, min, max, multiplesOf }
}

function intersectArrays(a: ArrayAlternative, b: ArrayAlternative): ArrayAlternative | undefined {
  const length = Math.max(a.prefix.length, b.prefix.length)
  const prefix = Array.from({ length }, (_, index) => both(a.prefix[index] ?? a.rest, b.prefix[index] ?? b.rest))
  const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)]
  if (min > max) return undefined
  const contains = [...a.contains, ...b.contains]
  return { kind: 'array', prefix, rest: both(a.rest, b.rest), min, max, unique: a.unique || b.unique, contains }
}

function intersectObjects(
  make: Expressions,
  a: ObjectAlternative,
  b: ObjectAlternative,
): ObjectAlternative | undefined {
  const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)]
  if (min > max) return undefined
  const properties = new Map<string, Property>()
  for (const key of [...a.properties.keys(), ...b.properties.keys()]) {
    if (properties.has(key)) continue
    const [left, right] = [propertyOf(make, a, key), propertyOf(make, b, key)]
    const property = {
      required: left.required || right.required,
      allowed: left.allowed && right.allowed,
      value: both(left.value, right.value),
    }
    if (property.required && !property.allowed) return undefined
    properties.set(key, property)
  }
  return { kind: 'object', properties, classes: intersectClasses(make, a.classes, b.classes), min, max }
}

/** What an object alternative says of one key, declared or not. */
export function propertyOf(make: Expressions, object: ObjectAlternative, key: string): Property {
  const declared = object.properties.get(key)
  if (declared !== undefined) return declared
  const found = object.classes.find(({ keys }) => accepts(make, keys, key))
  return { required: false, allowed: found !== undefined, value: found?.value ?? [] }
}

function intersectClasses(make: Expressions, a: readonly KeyClass[], b: readonly KeyClass[]): KeyClass[] {
  return a.flatMap((left) =>
    b.flatMap((right) => {
      const keys = make.all(left.keys, right.keys)
      return keys === make.nothing ? [] : [{ keys, value: both(left.value, right.value) }]
    }),
  )
}

/** Adds a requirement on the keys of one language: those keys' values must also be `value`. */
export function refineClasses(
  make: Expressions,
  classes: readonly KeyClass[],
  keys: KeyClass['keys'],
  value: Conjunction,
): KeyClass[] {
  const refined = classes.flatMap((each) => [
    { keys: make.all(each.keys, keys), value: both(each.value, value) },
    { keys: make.all(each.keys, make.not(keys)), value: each.value },
  ])
  return refined.filter((each) => each.keys !== make.nothing)
}
