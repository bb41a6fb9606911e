import { keyOf, type Conjunction } from '../schema/conjunction.ts'
import type { SchemaDocument, SchemaNode } from '../schema/schema-document.ts'
import { canonicalJson, isJsonObject, type Json } from '../schema/json.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import { accepts } from '../regular/accepts.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { automatonOf, type Automaton } from '../regular/automaton.ts'
import { isInhabited } from '../regular/is-inhabited.ts'
import { wordsOf } from '../regular/words-of.ts'
import type { WorkBudget } from '../work-budget.ts'
import { applyKeywords } from '../keywords/apply-keywords.ts'
import { complementOf } from './complement.ts'
import { intersect, neededProperties, propertyOf, satisfiesSimply } from './intersect.ts'
import { numberLanguage } from './number-language.ts'
import {
  anyValue,
  type Alternative,
  type ArrayAlternative,
  type NumberAlternative,
  type ObjectAlternative,
  type Shape,
} from './shape.ts'
import { hasInteger } from './number-range.ts'

const mostAlternatives = 500

/** Looks one level into conjunctions of schemas and tells what values they allow. */
export class Shapes {
  readonly make: Expressions
  readonly document: SchemaDocument
  readonly budget: WorkBudget
  readonly #known = new Map<string, Shape>()
  readonly #open = new Set<string>()
  readonly #inhabited = new Map<Expression, boolean>()
  readonly #numbers = new Map<NumberAlternative, Expression>()
  readonly #automata = new Map<Expression, Automaton | undefined>()

  constructor(make: Expressions, document: SchemaDocument, budget: WorkBudget) {
    this.make = make
    this.document = document
    this.budget = budget
  }

  /** What all schemas of a conjunction allow together. */
  shapeOf(conjunction: Conjunction): Shape {
    const key = keyOf(conjunction)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const pointer = conjunction[0]?.pointer ?? '#'
    if (this.#open.has(key)) throw new SchemaRefusal(pointer, 'it refers to itself without getting anywhere')
    this.#open.add(key)
    const shapes = conjunction.map((node) => this.#shapeOfNode(node))
    const shape = shapes.length === 0 ? anyValue(this.make) : shapes.reduce((a, b) => this.intersection(a, b))
    this.#open.delete(key)
    this.#known.set(key, shape)
    return shape
  }

  /** The values that both shapes allow. */
  intersection(a: Shape, b: Shape): Shape {
    this.budget.spend(a.length * b.length, 'alternatives')
    const met = a.flatMap((left) => b.map((right) => intersect(this, left, right)).filter((each) => each !== undefined))
    return this.union(met)
  }

  /** One shape of many alternatives; string languages become one, so that the grammar need not guess. */
  union(alternatives: readonly Alternative[]): Shape {
    const others = alternatives.filter(({ kind }) => kind !== 'string')
    const strings = alternatives.filter((each) => each.kind === 'string')
    const language = this.make.either(...strings.map((each) => each.language))
    const isExact = strings.every((each) => each.language === each.widest)
    const widest = isExact ? language : this.make.either(...strings.map((each) => each.widest))
    const unique = [...new Set(others)]
    this.budget.spend(unique.length > mostAlternatives ? Infinity : unique.length, 'alternatives')
    return widest === this.make.nothing ? unique : [...unique, { kind: 'string', language, widest }]
  }

  /** What a shape does not allow; undefined where that cannot be written down. */
  complement(shape: Shape): Shape | undefined {
    let left: Shape = anyValue(this.make)
    for (const alternative of shape) {
      const without = complementOf(this, alternative)
      if (without === undefined) return undefined
      left = this.intersection(left, without)
    }
    return left
  }

  /** Whether no value at all satisfies a conjunction, as far as `depth` levels tell. */
  isEmpty(conjunction: Conjunction, depth = 3): boolean {
    if (depth === 0 || this.#open.has(keyOf(conjunction))) return false
    return this.shapeOf(conjunction).every((alternative) => this.isEmptyAlternative(alternative, depth - 1))
  }

  /** Whether no value at all is in both alternatives, as far as a few levels tell. */
  areDisjoint(a: Alternative, b: Alternative): boolean {
    if (a.kind === 'object' && b.kind === 'object') {
      const needed = neededProperties(this.make, a, b)
      this.budget.spend(1 + needed.length, 'alternatives')
      if (Math.max(a.min, b.min) > Math.min(a.max, b.max)) return true
      return needed.some(({ allowed, value }) => !allowed || this.isEmpty(value, 3))
    }
    const met = intersect(this, a, b)
    return met === undefined || this.isEmptyAlternative(met)
  }

  isEmptyAlternative(alternative: Alternative, depth = 3): boolean {
    switch (alternative.kind) {
      case 'string':
        return !this.isInhabited(alternative.widest)
      case 'array':
        return (
          alternative.prefix.slice(0, alternative.min).some((item) => this.isEmpty(item, depth)) ||
          (alternative.min > alternative.prefix.length && this.isEmpty(alternative.rest, depth))
        )
      case 'number':
        return !this.hasNumber(alternative)
      case 'object':
        return [...alternative.properties.values()].some(
          ({ required, value }) => required && this.isEmpty(value, depth),
        )
      default:
        return false
    }
  }

  /** The strings that a conjunction allows. */
  stringsOf(conjunction: Conjunction): Expression {
    const languages = this.shapeOf(conjunction).flatMap((each) => (each.kind === 'string' ? [each.language] : []))
    return this.make.either(...languages)
  }

  /** All values of a conjunction, where there are at most `most`; undefined where there may be more. */
  valuesOf(conjunction: Conjunction, most: number): Json[] | undefined {
    const values = new Map<string, Json>()
    for (const alternative of this.shapeOf(conjunction)) {
      const found = this.#fewValues(alternative, most)
      if (found === undefined) return undefined
      for (const value of found) values.set(canonicalJson(value), value)
    }
    return values.size > most ? undefined : [...values.values()]
  }

  #fewValues(alternative: Alternative, most: number): readonly Json[] | undefined {
    if (alternative.kind === 'value') return [alternative.value]
    if (alternative.kind !== 'string') return undefined
    const automaton = this.automatonOf(alternative.language)
    return automaton === undefined ? [] : wordsOf(automaton, most)
  }

  /** The automaton of a language, made once; undefined where no text belongs to it. */
  automatonOf(language: Expression): Automaton | undefined {
    if (!this.#automata.has(language)) this.#automata.set(language, automatonOf(this.make, language, this.budget))
    return this.#automata.get(language)
  }

  /** Whether any text belongs to a language. */
  isInhabited(language: Expression): boolean {
    // Only intersection and complement can hide that nothing is left.
    const { kind } = language.form
    if (language.nullable || kind === 'characters' || kind === 'state') return language !== this.make.nothing
    const known = this.#inhabited.get(language) ?? isInhabited(this.make, language, this.budget)
    this.#inhabited.set(language, known)
    return known
  }

  /** The texts of an alternative's numbers. Throws `SchemaRefusal` where that takes too large an automaton. */
  numbersOf(alternative: NumberAlternative): Expression {
    const known = this.#numbers.get(alternative) ?? numberLanguage(this.make, alternative)
    this.#numbers.set(alternative, known)
    return known
  }

  /** Whether there is any number in an alternative; only multiples and their opposites can leave a range empty. */
  hasNumber(alternative: NumberAlternative): boolean {
    const { integer, min, max, multiplesOf, notMultiplesOf } = alternative
    const isBounded = min !== undefined && max !== undefined
    if (notMultiplesOf.length === 0) {
      if (!(isBounded && (integer || multiplesOf.length > 0))) return true
      if (multiplesOf.length === 0) return hasInteger(min, max)
    }
    return this.isInhabited(this.numbersOf(alternative))
  }

  /** Whether a value satisfies a conjunction. */
  allows(conjunction: Conjunction, value: Json): boolean {
    return this.shapeOf(conjunction).some((alternative) => this.satisfies(value, alternative))
  }

  satisfies(value: Json, alternative: Alternative): boolean {
    this.budget.spend(0.25, 'constants')
    if (alternative.kind === 'array') return Array.isArray(value) && this.#satisfiesArray(value, alternative)
    if (alternative.kind === 'object') return isJsonObject(value) && this.#satisfiesObject(value, alternative)
    return satisfiesSimply(this.make, value, alternative)
  }

  #satisfiesArray(items: readonly Json[], { prefix, rest, min, max, unique, contains }: ArrayAlternative): boolean {
    if (items.length < min || items.length > max) return false
    if (unique && new Set(items.map(canonicalJson)).size < items.length) return false
    for (const demand of contains) {
      const found = items.slice(demand.from).filter((item) => this.allows(demand.value, item)).length
      if (found < demand.min || found > demand.max) return false
    }
    return items.every((item, index) => this.allows(prefix[index] ?? rest, item))
  }

  #satisfiesObject(value: { readonly [key: string]: Json }, object: ObjectAlternative): boolean {
    const entries = Object.entries(value)
    if (entries.length < object.min || entries.length > object.max) return false
    for (const [key, { required }] of object.properties) if (required && !Object.hasOwn(value, key)) return false
    for (const demand of object.some) {
      if (!entries.some(([key, each]) => accepts(this.make, demand.keys, key) && this.allows(demand.value, each))) {
        return false
      }
    }
    return entries.every(([key, each]) => {
      const property = propertyOf(this.make, object, key)
      return property.allowed && this.allows(property.value, each)
    })
  }

  #shapeOfNode(node: SchemaNode): Shape {
    this.budget.spend(30, 'subschemas')
    if ('schema' in node) {
      if (typeof node.schema === 'boolean') return node.schema ? anyValue(this.make) : []
      return applyKeywords(this, node, node.schema)
    }
    // From 2019-09 on a validator may read past it, and then its opposite is something else. Up to draft 7 it may not.
    const isDoubtful = (each: SchemaNode): boolean =>
      'schema' in each && Object.hasOwn(Object(each.schema), 'dependencies')
    if (!this.document.refStandsAlone && node.opposite.some(isDoubtful)) {
      throw new SchemaRefusal(node.pointer, '`not` of `dependencies` cannot be enforced but up to draft 7')
    }
    const shape = this.complement(this.shapeOf(node.opposite))
    if (shape === undefined) throw new SchemaRefusal(node.pointer, '`not` of this schema cannot be enforced')
    return shape
  }
}
