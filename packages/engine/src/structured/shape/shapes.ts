import { keyOf, type Conjunction } from '../schema/conjunction.ts'
import type { SchemaDocument, SchemaNode } from '../schema/schema-document.ts'
import { canonicalJson, type Json } from '../schema/json.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { automatonOf, type Automaton } from '../regular/automaton.ts'
import { isInhabited } from '../regular/is-inhabited.ts'
import { wordsOf } from '../regular/words-of.ts'
import type { WorkBudget } from '../work-budget.ts'
import { applyKeywords } from '../keywords/apply-keywords.ts'
import { nameOf } from './alternative-name.ts'
import { complementOf } from './complement.ts'
import { intersect, neededProperties } from './intersect.ts'
import { satisfies } from './satisfies.ts'
import { uncovered } from './uncovered.ts'
import { numberLanguage } from './number-language.ts'
import { anyValue, type Alternative, type NumberAlternative, type Shape } from './shape.ts'
import { hasInteger, integersIn } from './number-range.ts'

const mostAlternatives = 2000
// So many may stay as they are found.
const fewAlternatives = 16
// So many values at most tell the kind of an object.
const mostKinds = 50

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
  readonly #opposites = new Map<Alternative, Shape>()

  constructor(make: Expressions, document: SchemaDocument, budget: WorkBudget) {
    this.make = make
    this.document = document
    this.budget = budget
  }

  /**
   * What all schemas of a conjunction allow together. Where they are `watched`, because a schema around them speaks of what
   * is unevaluated, their alternatives also tell what is evaluated.
   */
  shapeOf(conjunction: Conjunction, { watched = false }: { watched?: boolean } = {}): Shape {
    const key = watched ? `watched ${keyOf(conjunction)}` : keyOf(conjunction)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const pointer = conjunction[0]?.pointer ?? '#'
    if (this.#open.has(key)) throw new EndlessReference(pointer)
    this.#open.add(key)
    try {
      const shape = this.#shapeOfAll(conjunction, watched)
      this.#known.set(key, shape)
      return shape
    } finally {
      this.#open.delete(key)
    }
  }

  #shapeOfAll(conjunction: Conjunction, watched: boolean): Shape {
    const [only, ...others] = conjunction
    if (only === undefined) return anyValue(this.make)
    if (others.length === 0) return this.#shapeOfNode(only, watched)
    return conjunction.map((node) => this.shapeOf([node], { watched })).reduce((a, b) => this.intersection(a, b))
  }

  /** The values that both shapes allow. */
  intersection(a: Shape, b: Shape): Shape {
    this.budget.spend(a.length * b.length, 'alternatives')
    const met = a.flatMap((left) => b.map((right) => intersect(this, left, right)).filter((each) => each !== undefined))
    return this.union(met.length > fewAlternatives ? this.#tidied(met) : met)
  }

  /** Without what no value satisfies, and without repetitions: many alternatives would become ever more. */
  #tidied(alternatives: readonly Alternative[]): readonly Alternative[] {
    const unlike = new Map<string, Alternative>()
    for (const alternative of alternatives) {
      if (!this.isEmptyAlternative(alternative, 1)) unlike.set(nameOf(alternative), alternative)
    }
    return [...unlike.values()]
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

  /** What a shape allows and a conjunction does not. Throws `SchemaRefusal` where that cannot be written down. */
  without(shape: Shape, others: Conjunction): Shape {
    const pointer = others[0]?.pointer ?? '#'
    let left = shape
    for (const other of this.shapeOf(others)) {
      const ways = left.flatMap((own) => (this.#areApart(own, other) ? [own] : this.#less(own, other, pointer)))
      this.budget.spend(ways.length, 'alternatives')
      left = this.union(ways.length > fewAlternatives ? uncovered(this, ways) : ways)
    }
    return left
  }

  /** Whether two alternatives have nothing in common, where that is cheaper to tell than to leave one out of the other. */
  #areApart(a: Alternative, b: Alternative): boolean {
    if (a.kind !== b.kind && a.kind !== 'value' && b.kind !== 'value') return true
    return a.kind !== 'string' && a.kind !== 'number' && this.areDisjoint(a, b)
  }

  #less(own: Alternative, other: Alternative, pointer: string): Shape {
    const known = this.#opposites.get(other) ?? complementOf(this, other)
    if (known === undefined) throw new SchemaRefusal(pointer, '`not` of this schema cannot be enforced')
    this.#opposites.set(other, known)
    return this.intersection([own], known)
  }

  /** Whether no value at all satisfies a conjunction, as far as `depth` levels tell. */
  isEmpty(conjunction: Conjunction, depth = 3): boolean {
    if (depth === 0) return false
    return this.#asFarAsKnown(() =>
      this.shapeOf(conjunction).every((alternative) => this.isEmptyAlternative(alternative, depth - 1)),
    )
  }

  /** Whether a conjunction allows but a few values, as far as that is known. */
  isNarrow(conjunction: Conjunction): boolean {
    return this.#asFarAsKnown(() => this.valuesOf(conjunction, mostKinds) !== undefined)
  }

  /** The answer, or no where it depends on a schema whose shape is just being made. */
  #asFarAsKnown(answer: () => boolean): boolean {
    try {
      return answer()
    } catch (error) {
      if (error instanceof EndlessReference) return false
      throw error
    }
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
    if (alternative.kind === 'number') return integersIn(alternative, most)
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
    return satisfies(this, value, alternative)
  }

  #shapeOfNode(node: SchemaNode, watched: boolean): Shape {
    this.budget.spend(30, 'subschemas')
    if ('schema' in node) {
      if (typeof node.schema === 'boolean') return node.schema ? anyValue(this.make) : []
      return applyKeywords(this, node, node.schema, watched)
    }
    return this.without(anyValue(this.make), node.opposite)
  }
}

/** A schema that is nothing but another one, which is nothing but the first. */
class EndlessReference extends SchemaRefusal {
  constructor(pointer: string) {
    super(pointer, 'it refers to itself without getting anywhere')
  }
}
