import { keyOf, type Conjunction } from '../schema/conjunction.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import type { Alternative, ObjectAlternative, Shape } from '../shape/shape.ts'
import { Inhabited } from '../shape/inhabited.ts'
import type { Shapes } from '../shape/shapes.ts'
import { arrayRule } from './array-rule.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { constantText, jsonWords, type ConstantWords } from './constant-text.ts'
import { jsonStringRule } from './json-string.ts'
import { plainRun, plainStringRule } from './plain-string.ts'
import { objectRules } from './object-rule.ts'
import { regularRule } from './regular-rule.ts'

// What is written is right to any reader. Of equal keys one counts, and a number between two doubles is one of them.
const unsure =
  'none of its values can be written for sure: several keys that are not listed might be the same, or its numbers lie between two doubles'

/** Writes grammar rules for conjunctions of schemas, each conjunction once; that is where recursion closes. */
export class SchemaGrammar {
  readonly shapes: Shapes
  readonly writer: GrammarWriter
  /** How constants are spelled. */
  readonly words: ConstantWords
  readonly #inhabited: Inhabited
  readonly #rules = new Map<string, string | undefined>()
  readonly #shapes = new Map<Shape, string>()
  readonly #strings = new Map<Expression, string | undefined>()
  readonly #bare = new Map<Expression, string | undefined>()

  constructor(shapes: Shapes, writer: GrammarWriter, words: ConstantWords = jsonWords) {
    this.shapes = shapes
    this.writer = writer
    this.words = words
    this.#inhabited = new Inhabited(shapes)
  }

  /** The rule for all values a conjunction allows; undefined where there are none. */
  rule(conjunction: Conjunction): string | undefined {
    const key = keyOf(conjunction)
    if (this.#rules.has(key)) return this.#rules.get(key)
    if (!this.#inhabited.has(conjunction)) {
      this.#rules.set(key, undefined)
      return undefined
    }
    const shape = this.shapes.shapeOf(conjunction)
    // A reference has the shape of what it leads to.
    const name = this.#shapes.get(shape) ?? this.writer.reserve()
    this.#rules.set(key, name)
    if (this.#shapes.has(shape)) return name
    this.#shapes.set(shape, name)
    const pointer = conjunction[0]?.pointer ?? '#'
    const [ways, objects]: [string[], ObjectAlternative[]] = [[], []]
    for (const alternative of shape) {
      if (alternative.kind === 'object') objects.push(alternative)
      else ways.push(...this.#waysOf(alternative, pointer))
    }
    ways.push(...objectRules(this, objects, pointer))
    // Rules that lead here exist already.
    if (ways.length === 0) throw new SchemaRefusal(pointer, unsure)
    this.writer.define(name, ways.join(' | '))
    return name
  }

  /** The rule for the JSON strings whose value belongs to a language; undefined where there are none. */
  stringRule(language: Expression): string | undefined {
    if (!this.#strings.has(language)) this.#strings.set(language, this.#stringRule(language))
    return this.#strings.get(language)
  }

  /** The rule for the texts of a language as they are; undefined where there are none. */
  bareRule(language: Expression): string | undefined {
    if (!this.#bare.has(language)) {
      const automaton = this.shapes.automatonOf(language)
      this.#bare.set(language, automaton && regularRule(this.writer, automaton))
    }
    return this.#bare.get(language)
  }

  #stringRule(language: Expression): string | undefined {
    if (language === this.shapes.make.nothing) return undefined
    const run = plainRun(language)
    if (run !== undefined) return plainStringRule(this.writer, run)
    const ways = waysApart(this.shapes.make, language)
    if (ways !== undefined) {
      const rules = ways.map((way) => this.stringRule(way)).filter((rule) => rule !== undefined)
      return this.writer.rule(rules.join(' | '))
    }
    const automaton = this.shapes.automatonOf(language)
    return automaton && jsonStringRule(this.writer, automaton)
  }

  #waysOf(alternative: Exclude<Alternative, ObjectAlternative>, pointer: string): string[] {
    const rule = this.#alternativeRule(alternative, pointer)
    return rule === undefined ? [] : [rule]
  }

  #alternativeRule(alternative: Exclude<Alternative, ObjectAlternative>, pointer: string): string | undefined {
    switch (alternative.kind) {
      case 'value':
        return constantText(alternative.value, this.words)
      case 'string':
        return this.stringRule(alternative.language)
      case 'number':
        return this.bareRule(this.shapes.numbersOf(alternative))
      case 'array':
        return arrayRule(this, alternative, pointer)
    }
  }
}

/**
 * Splits a language into its strings of limited length and the rest, which contains a ready automaton; undefined for
 * other languages. Together they would need a state for each pair of automaton state and length: "an address or 80
 * characters" would exceed any budget.
 */
function waysApart(make: Expressions, { form }: Expression): readonly Expression[] | undefined {
  if (form.kind !== 'either') return undefined
  const isCounted = (part: Expression): boolean => part.form.kind === 'repeat' && plainRun(part) !== undefined
  const [counted, others] = [form.parts.filter(isCounted), form.parts.filter((part) => !isCounted(part))]
  const isApart = counted.length > 0 && others.some((part) => part.form.kind === 'state')
  return isApart ? [...counted, make.either(...others)] : undefined
}
