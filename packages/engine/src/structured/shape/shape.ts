import { anything, type Conjunction } from '../schema/conjunction.ts'
import type { Json } from '../schema/json.ts'
import type { Expression, Expressions } from '../regular/expression.ts'

/** What values a schema allows, one level deep: any of the alternatives. Children stay unexpanded conjunctions. */
export type Shape = readonly Alternative[]

export type Alternative =
  | ValueAlternative
  | NumberAlternative
  | StringAlternative
  | ArrayAlternative
  | ObjectAlternative

/** Exactly this value. Strings are never here: they are languages. */
export interface ValueAlternative {
  readonly kind: 'value'
  readonly value: Json
}

export interface NumberAlternative {
  readonly kind: 'number'
  readonly integer: boolean
  readonly min?: Bound | undefined
  readonly max?: Bound | undefined
  readonly multiplesOf: readonly number[]
  readonly notMultiplesOf: readonly number[]
}

export interface Bound {
  readonly value: number
  readonly exclusive: boolean
}

export interface StringAlternative {
  readonly kind: 'string'
  readonly language: Expression
  /**
   * The widest set of strings that any reader accepts here. For a format, `language` is stricter than some readers are.
   * So the opposite of this shape must exclude `widest`, not only `language`. The two are equal if there is no format.
   */
  readonly widest: Expression
}

export interface ArrayAlternative {
  readonly kind: 'array'
  /** What the first items must be, one by one. */
  readonly prefix: readonly Conjunction[]
  /** What all further items must be. */
  readonly rest: Conjunction
  readonly min: number
  readonly max: number
  readonly unique: boolean
  readonly contains: readonly ItemDemand[]
  /** How many of the first items some keyword has looked at; `unevaluatedItems` is about the others. 0 where none asks. */
  readonly evaluated: number
}

/** From the item at `from` on, `min` to `max` items must be `value`. */
export interface ItemDemand {
  readonly value: Conjunction
  readonly from: number
  readonly min: number
  readonly max: number
}

export interface ObjectAlternative {
  readonly kind: 'object'
  /** Declared keys, in the schema's order. */
  readonly properties: ReadonlyMap<string, Property>
  /** Languages that cut all other keys into disjoint classes, and what the value must be in each. */
  readonly classes: readonly KeyClass[]
  readonly min: number
  readonly max: number
  /** Demands: for each of them, at least one pair must have a key and a value that it allows. */
  readonly some: readonly KeyClass[]
  /** Keys that some keyword has looked at; `unevaluatedProperties` is about the others. None where nothing asks. */
  readonly evaluated: Expression
}

export interface Property {
  readonly required: boolean
  /** Whether `properties` names it, and not only `required` or the like: such keys come first. */
  readonly declared: boolean
  /** False where the key must not be there. */
  readonly allowed: boolean
  readonly value: Conjunction
}

export interface KeyClass {
  readonly keys: Expression
  readonly value: Conjunction
}

export const anyNumber: NumberAlternative = {
  kind: 'number',
  integer: false,
  multiplesOf: [],
  notMultiplesOf: [],
}

export const anyProperty: Property = { required: false, declared: false, allowed: true, value: anything }

export const anyArray: ArrayAlternative = {
  kind: 'array',
  prefix: [],
  rest: anything,
  min: 0,
  max: Infinity,
  unique: false,
  contains: [],
  evaluated: 0,
}

export function anyString(make: Expressions): StringAlternative {
  return { kind: 'string', language: make.anything, widest: make.anything }
}

export function anyObject(make: Expressions): ObjectAlternative {
  const classes = [{ keys: make.anything, value: anything }]
  const evaluated = make.nothing
  return { kind: 'object', properties: new Map(), classes, min: 0, max: Infinity, some: [], evaluated }
}

/** Any JSON value. */
export function anyValue(make: Expressions): Shape {
  const constants = [null, true, false].map((value): Alternative => ({ kind: 'value', value }))
  return [...constants, anyNumber, anyString(make), anyArray, anyObject(make)]
}

/** The name JSON Schema gives to the type of an alternative. */
export function typeOf(alternative: Alternative): string {
  if (alternative.kind !== 'value') return alternative.kind
  const { value } = alternative
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}
