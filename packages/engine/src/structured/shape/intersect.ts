import { both, type Conjunction } from '../schema/conjunction.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { accepts } from '../regular/accepts.ts'
import type { WorkBudget } from '../work-budget.ts'
import { tighterMax, tighterMin } from './number-range.ts'
import { withSettledDemands } from './settled-demands.ts'
import type {
  Alternative,
  ArrayAlternative,
  KeyClass,
  NumberAlternative,
  ObjectAlternative,
  Property,
  StringAlternative,
  ValueAlternative,
} from './shape.ts'

/** What intersection asks of the rest of the compiler. */
export interface Judge {
  readonly make: Expressions
  readonly budget: WorkBudget
  /** Whether any text belongs to a language. */
  isInhabited(language: Expression): boolean
  /** Whether an array or object, as a constant, satisfies an alternative. */
  satisfies(value: ValueAlternative['value'], alternative: Alternative): boolean
}

/** The values that both alternatives allow; undefined where none is left at this level. */
export function intersect(judge: Judge, a: Alternative, b: Alternative): Alternative | undefined {
  if (a.kind === 'value') return judge.satisfies(a.value, b) ? a : undefined
  if (b.kind === 'value') return judge.satisfies(b.value, a) ? b : undefined
  if (a.kind === 'number' && b.kind === 'number') return intersectNumbers(a, b)
  if (a.kind === 'array' && b.kind === 'array') return intersectArrays(a, b)
  if (a.kind === 'object' && b.kind === 'object') return intersectObjects(judge, a, b)
  if (a.kind !== 'string' || b.kind !== 'string') return undefined
  return intersectStrings(judge.make, a, b)
}

function intersectStrings(
  make: Expressions,
  a: StringAlternative,
  b: StringAlternative,
): StringAlternative | undefined {
  const language = make.all(a.language, b.language)
  const isExact = a.language === a.widest && b.language === b.widest
  const widest = isExact ? language : make.all(a.widest, b.widest)
  return widest === make.nothing ? undefined : { kind: 'string', language, widest }
}

function intersectNumbers(a: NumberAlternative, b: NumberAlternative): NumberAlternative | undefined {
  const min = tighterMin(a.min, b.min)
  const max = tighterMax(a.max, b.max)
  if (min !== undefined && max !== undefined) {
    if (min.value > max.value || (min.value === max.value && (min.exclusive || max.exclusive))) return undefined
  }
  const multiplesOf = [...new Set([...a.multiplesOf, ...b.multiplesOf])]
  const notMultiplesOf = [...new Set([...a.notMultiplesOf, ...b.notMultiplesOf])]
  return { kind: 'number', integer: a.integer || b.integer, min, max, multiplesOf, notMultiplesOf }
}

function intersectArrays(a: ArrayAlternative, b: ArrayAlternative): ArrayAlternative | undefined {
  const length = Math.max(a.prefix.length, b.prefix.length)
  const prefix = Array.from({ length }, (_, index) => both(a.prefix[index] ?? a.rest, b.prefix[index] ?? b.rest))
  const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)]
  if (min > max) return undefined
  return {
    kind: 'array',
    prefix,
    rest: both(a.rest, b.rest),
    min,
    max,
    unique: a.unique || b.unique,
    contains: [...a.contains, ...b.contains],
    evaluated: Math.max(a.evaluated, b.evaluated),
  }
}

function intersectObjects(judge: Judge, a: ObjectAlternative, b: ObjectAlternative): ObjectAlternative | undefined {
  const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)]
  if (min > max) return undefined
  judge.budget.spend(a.properties.size + b.properties.size, 'alternatives')
  const properties = new Map<string, Property>()
  for (const key of inOrder(a, b)) {
    const [left, right] = [propertyOf(judge.make, a, key), propertyOf(judge.make, b, key)]
    const property = {
      required: left.required || right.required,
      declared: left.declared || right.declared,
      allowed: left.allowed && right.allowed,
      value: both(left.value, right.value),
    }
    if (property.required && !property.allowed) return undefined
    properties.set(key, property)
  }
  const object: ObjectAlternative = {
    kind: 'object',
    properties,
    classes: intersectClasses(judge, a.classes, b.classes),
    min,
    max,
    some: [...a.some, ...b.some],
    evaluated: judge.make.either(a.evaluated, b.evaluated),
  }
  return object.some.length === 0 ? object : withSettledDemands(judge, object)
}

/** Keys that one of two objects must have, with what either says of them: where one of these fails, nothing is in both. */
export function neededProperties(make: Expressions, a: ObjectAlternative, b: ObjectAlternative): Property[] {
  const needed = new Set<string>()
  for (const { properties } of [a, b]) for (const [key, { required }] of properties) if (required) needed.add(key)
  return Array.from(needed, (key) => {
    const [left, right] = [propertyOf(make, a, key), propertyOf(make, b, key)]
    return { ...left, allowed: left.allowed && right.allowed, value: both(left.value, right.value) }
  })
}

/** The keys of both: those that a schema declares as it declares them, then those that are only asked for. */
function inOrder(a: ObjectAlternative, b: ObjectAlternative): Set<string> {
  const keys = new Set<string>()
  for (const declared of [true, false]) {
    for (const { properties } of [a, b]) {
      for (const [key, property] of properties) if (property.declared === declared) keys.add(key)
    }
  }
  return keys
}

/** What an object alternative says of one key, declared or not. */
export function propertyOf(make: Expressions, object: ObjectAlternative, key: string): Property {
  const declared = object.properties.get(key)
  if (declared !== undefined) return declared
  const found = object.classes.find(({ keys }) => accepts(make, keys, key))
  return { required: false, declared: false, allowed: found !== undefined, value: found?.value ?? [] }
}

function intersectClasses(judge: Judge, a: readonly KeyClass[], b: readonly KeyClass[]): KeyClass[] {
  return a.flatMap((left) =>
    b.flatMap((right) => {
      const keys = judge.make.all(left.keys, right.keys)
      return judge.isInhabited(keys) ? [{ keys, value: both(left.value, right.value) }] : []
    }),
  )
}

/** Adds a requirement on the keys of one language: those keys' values must also be `value`. */
export function refineClasses(
  judge: Judge,
  classes: readonly KeyClass[],
  keys: KeyClass['keys'],
  value: Conjunction,
): KeyClass[] {
  const refined = classes.flatMap((each) => [
    { keys: judge.make.all(each.keys, keys), value: both(each.value, value) },
    { keys: judge.make.all(each.keys, judge.make.not(keys)), value: each.value },
  ])
  return refined.filter((each) => judge.isInhabited(each.keys))
}
