import { keyOf, type Conjunction } from '../schema/conjunction.ts'
import type { SchemaDocument, SchemaNode } from '../schema/schema-document.ts'
import type { Json } from '../schema/json.ts'
import { isJsonObject } from '../schema/json.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { automatonOf, type Automaton } from '../regular/automaton.ts'
import type { WorkBudget } from '../work-budget.ts'
import { applyKeywords } from '../keywords/apply-keywords.ts'
import { complementOf } from './complement.ts'
import { intersect, propertyOf, satisfiesSimply } from './intersect.ts'
import { anyValue, type Alternative, type ArrayAlternative, type ObjectAlternative, type Shape } from './shape.ts'

const mostAlternatives = 500

/** Looks one level into conjunctions of schemas and tells what values they allow. */
export class Shapes {
  readonly make: Expressions
  readonly document: SchemaDocument
  readonly budget: WorkBudget
  readonly #known = new Map<string, Shape>()
  readonly #open = new Set<string>()
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
    const shape = conjunction
      .map((node) => this.#shapeOfNode(node))
      .reduce((a, b) => this.intersection(a, b), anyValue(this.make))
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
    const languages = alternatives.flatMap((each) => (each.kind === 'string' ? [each.language] : []))
    const language = this.make.either(...languages)
    const unique = [...new Set(others)]
    this.budget.spend(unique.length > mostAlternatives ? Infinity : unique.length, 'alternatives')
    return language === this.make.nothing ? unique : [...unique, { kind: 'string', language }]
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

  negate(conjunction: Conjunction): Conjunction | undefined {
    const [node, ...others] = conjunction
    return node === undefined || others.length > 0 ? undefined : [this.document.negation(node)]
  }

  /** Whether no value at all satisfies a conjunction, as far as `depth` levels tell. */
  isEmpty(conjunction: Conjunction, depth = 3): boolean {
    if (depth === 0 || this.#open.has(keyOf(conjunction))) return false
    return this.shapeOf(conjunction).every((alternative) => this.isEmptyAlternative(alternative, depth - 1))
  }

  isEmptyAlternative(alternative: Alternative, depth = 3): boolean {
    switch (alternative.kind) {
      case 'string':
        return !this.isInhabited(alternative.language)
      case 'array':
        return (
          alternative.prefix.slice(0, alternative.min).some((item) => this.isEmpty(item, depth)) ||
          (alternative.min > alternative.prefix.length && this.isEmpty(alternative.rest, depth))
        )
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
    return this.automatonOf(language) !== undefined
  }

  /** Whether a value satisfies a conjunction. */
  allows(conjunction: Conjunction, value: Json): boolean {
    return this.shapeOf(conjunction).some((alternative) => this.satisfies(value, alternative))
  }

  satisfies(value: Json, alternative: Alternative): boolean {
    this.budget.spend(1, 'constants')
    if (alternative.kind === 'array') return Array.isArray(value) && this.#satisfiesArray(value, alternative)
    if (alternative.kind === 'object') return isJsonObject(value) && this.#satisfiesObject(value, alternative)
    return satisfiesSimply(this.make, value, alternative)
  }

  #satisfiesArray(items: readonly Json[], { prefix, rest, min, max, unique, contains }: ArrayAlternative): boolean {
    if (items.length < min || items.length > max) return false
    if (unique && new Set(items.map((item) => JSON.stringify(item))).size < items.length) return false
    if (!contains.every((wanted) => items.some((item) => this.allows(wanted, item)))) return false
    return items.every((item, index) => this.allows(prefix[index] ?? rest, item))
  }

  #satisfiesObject(value: { readonly [key: string]: Json }, object: ObjectAlternative): boolean {
    const entries = Object.entries(value)
    if (entries.length < object.min || entries.length > object.max) return false
    for (const [key, { required }] of object.properties) if (required && !Object.hasOwn(value, key)) return false
    return entries.every(([key, each]) => {
      const property = propertyOf(this.make, object, key)
      return property.allowed && this.allows(property.value, each)
    })
  }

  #shapeOfNode(node: SchemaNode): Shape {
    this.budget.spend(10, 'subschemas')
    if (!node.negated) {
      if (typeof node.schema === 'boolean') return node.schema ? anyValue(this.make) : []
      return applyKeywords(this, node, node.schema)
    }
    const shape = this.complement(this.shapeOf([this.document.negation(node)]))
    if (shape === undefined) throw new SchemaRefusal(node.pointer, '`not` of this schema cannot be enforced')
    return shape
  }
}
