import { accepts } from '../regular/accepts.ts'
import { both, type Conjunction } from '../schema/conjunction.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { ObjectAlternative, Property } from '../shape/shape.ts'
import type { ObjectNotation } from './object-notation.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

const mostDemands = 5

export interface DeclaredPair {
  readonly key: string
  readonly required: boolean
  /** Whether the schema gives it its place; pairs that are only asked for come after, in any order. */
  readonly isPlaced: boolean
  readonly value: Conjunction
}

/** One way to write a pair, and which demands are met afterwards. */
export interface PairWay {
  readonly text: string
  readonly met: number
}

/**
 * The pairs that an object may have, as grammar. `some` lists demands that at least one pair must meet; each is a bit
 * of a number. A pair can be written so that it meets a demand, or without regard to it.
 */
export class ObjectPairs {
  readonly declared: readonly DeclaredPair[]
  /** Pairs that must be there. */
  readonly needed: number
  /** Pairs that can be there. */
  readonly most: number
  /** All demands, as bits. */
  readonly allMet: number
  readonly #grammar: SchemaGrammar
  readonly #object: ObjectAlternative
  readonly #pointer: string
  readonly #notation: ObjectNotation
  readonly #ways = new Map<DeclaredPair, Map<number, readonly PairWay[]>>()
  readonly #extras = new Map<number, readonly PairWay[]>()

  constructor(grammar: SchemaGrammar, object: ObjectAlternative, pointer: string, notation: ObjectNotation) {
    if (object.some.length > mostDemands) throw new SchemaRefusal(pointer, '`not` of that many keys cannot be enforced')
    this.#grammar = grammar
    this.#object = object
    this.#pointer = pointer
    this.#notation = notation
    this.allMet = 2 ** object.some.length - 1
    const isPossible = ({ allowed, value }: Property): boolean => allowed && grammar.rule(value) !== undefined
    this.declared = Array.from(object.properties)
      .filter(([, property]) => property.required || isPossible(property))
      .map(([key, { required, declared, value }]) => ({ key, required, isPlaced: declared, value }))
    this.needed = this.declared.filter(({ required }) => required).length
    this.most = this.extras(0).length === 0 ? this.declared.length : Infinity
  }

  /** How a declared pair may be written where the demands in `met` are met already. */
  waysOf(pair: DeclaredPair, met: number): readonly PairWay[] {
    const ways = this.#ways.get(pair) ?? new Map<number, readonly PairWay[]>()
    this.#ways.set(pair, ways)
    const made = ways.get(met) ?? this.#makeWays(pair, met)
    ways.set(met, made)
    return made
  }

  #makeWays({ key, value }: DeclaredPair, met: number): PairWay[] {
    const { make } = this.#grammar.shapes
    let ways: { value: Conjunction; met: number }[] = [{ value, met }]
    for (const [index, demand] of this.#object.some.entries()) {
      if ((met & (1 << index)) !== 0 || !accepts(make, demand.keys, key)) continue
      const meeting = ways.map((way) => ({ value: both(way.value, demand.value), met: way.met | (1 << index) }))
      ways = [...ways, ...meeting]
    }
    return ways.flatMap((way) => {
      const rule = this.#notation.value(way.value, key)
      const before = rule && this.#notation.key(key)
      if (rule !== undefined && before === undefined) {
        throw new SchemaRefusal(this.#pointer, `the key ${JSON.stringify(key)} cannot be written here`)
      }
      return rule === undefined ? [] : [{ text: `${before} ${rule}`, met: way.met }]
    })
  }

  /** How a pair that is not declared may be written where the demands in `met` are met already. */
  extras(met: number): readonly PairWay[] {
    const made = this.#extras.get(met) ?? this.#makeExtras(met)
    this.#extras.set(met, made)
    return made
  }

  #makeExtras(met: number): PairWay[] {
    if (this.#object.classes.length === 0) return []
    const { make } = this.#grammar.shapes
    const undeclared = make.not(make.words(this.#object.properties.keys()))
    let ways = this.#object.classes.map(({ keys, value }) => ({ keys: make.all(keys, undeclared), value, met }))
    for (const [index, demand] of this.#object.some.entries()) {
      const bit = 1 << index
      const meeting = ways.map((way) => ({
        keys: make.all(way.keys, demand.keys),
        value: both(way.value, demand.value),
        met: way.met | bit,
      }))
      // Once a demand is met, no later pair may undo it by having the same key and another value.
      const unmet = (met & bit) === 0
      const others = unmet ? ways : ways.map((way) => ({ ...way, keys: make.all(way.keys, make.not(demand.keys)) }))
      ways = [...others, ...meeting]
    }
    const texts = new Map<number, string[]>()
    for (const way of ways) {
      const rule = this.#notation.value(way.value)
      const key = rule && this.#notation.otherKey(way.keys)
      if (key !== undefined) texts.set(way.met, [...(texts.get(way.met) ?? []), `${key} ${rule}`])
    }
    return Array.from(texts, ([then, alike]) => ({ text: this.#grammar.writer.rule(alike.join(' | ')), met: then }))
  }
}
