import type { ObjectNotation } from './object-notation.ts'
import type { DeclaredPair, ObjectPairs } from './object-pairs.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

/** One object that may be written. */
export interface ObjectPlan {
  readonly id: number
  readonly pairs: ObjectPairs
  readonly counting: Counting
}

/** How pairs are counted. */
export interface Counting {
  readonly min: number
  readonly max: number
  /** Stands for all counts from there on. */
  readonly limit: number
  /**
   * Whether all undeclared keys together count as one pair. They might be the same key several times, and a reader
   * keeps only the last of equal keys.
   */
  readonly extrasCountOnce: boolean
}

/** How far one of the objects has come: pairs so far, and demands they have met, as bits. */
interface Progress {
  readonly plan: ObjectPlan
  readonly name: string
  readonly count: number
  readonly met: number
  readonly hasExtra: boolean
}

/** A place in what is written: the key whose turn is next, and the objects that it may still become. */
interface Place {
  readonly name: string
  readonly next: number
  /**
   * Whether an undeclared key may come here. It may directly after a pair, but not again after a declared key that was
   * left out. Otherwise one text would have as many readings as there are keys left out, and a sampler follows all of
   * them.
   */
  readonly isOpen: boolean
  readonly objects: readonly Progress[]
}

/**
 * What may follow a place: pairs, by their text; `without`, the place to go on from if the key whose turn it is does
 * not come; and whether the object may end.
 */
interface Following {
  readonly pairs: ReadonlyMap<string, Place>
  readonly without: Place | undefined
  readonly isEnd: boolean
}

/**
 * Writes a rule for each place, saying what may follow. Several objects are walked together for as long as the text may
 * still become either of them. Alternatives that only differ later would multiply with every object inside, because a
 * sampler follows them all.
 */
export class PairWalk {
  readonly #grammar: SchemaGrammar
  readonly #notation: ObjectNotation
  readonly #plans: readonly ObjectPlan[]
  /** The declared keys of all, in an order that each of them keeps. */
  readonly #order: readonly string[]
  readonly #declared: ReadonlyMap<ObjectPlan, ReadonlyMap<string, DeclaredPair>>
  readonly #following = new Map<string, Following>()
  readonly #names = new Map<string, string | undefined>()

  constructor(
    grammar: SchemaGrammar,
    notation: ObjectNotation,
    plans: readonly ObjectPlan[],
    order: readonly string[],
  ) {
    this.#grammar = grammar
    this.#notation = notation
    this.#plans = plans
    this.#order = order
    this.#declared = new Map(plans.map((plan) => [plan, new Map(plan.pairs.declared.map((pair) => [pair.key, pair]))]))
  }

  /** The rule for all objects, what opens them left out; undefined where none can be finished. */
  rule(): string | undefined {
    return this.#from(this.#start())
  }

  /** Whether walking the objects together leads to at most so many places. */
  hasAtMost(places: number): boolean {
    const start = this.#start()
    const found = new Map([[start.name, start]])
    for (const place of found.values()) {
      if (found.size > places) return false
      const following = this.#followingOf(place)
      this.#following.set(place.name, following)
      for (const next of following.pairs.values()) found.set(next.name, next)
      if (following.without !== undefined) found.set(following.without.name, following.without)
    }
    return true
  }

  #start(): Place {
    return placeOf(
      0,
      true,
      this.#plans.map((plan) => progressOf(plan, 0, 0, false)),
    )
  }

  /** The rest from a place on; undefined where it cannot be finished. */
  #from(place: Place): string | undefined {
    if (this.#names.has(place.name)) return this.#names.get(place.name)
    const { writer } = this.#grammar
    const name = writer.reserve()
    // Further pairs lead back here, so the name must be known before the body is.
    this.#names.set(place.name, name)
    const { pairs, without, isEnd } = this.#following.get(place.name) ?? this.#followingOf(place)
    const [onward, again]: [string[], string[]] = [isEnd ? [this.#notation.close] : [], []]
    for (const [text, next] of pairs) {
      const rest = this.#from(next)
      if (rest !== undefined) (rest === name ? again : onward).push(`${this.#separator(place)}${text} ${rest}`)
    }
    const rest = without && this.#from(without)
    if (rest !== undefined) onward.push(rest)
    // Everything else about a place only grows, so each pair leads back to this very place or moves on. If none moves
    // on, the object could never end.
    if (onward.length === 0) this.#names.set(place.name, undefined)
    else writer.define(name, [...onward, ...again].join(' | '))
    return onward.length === 0 ? undefined : name
  }

  #separator({ objects }: Place): string {
    const { between } = this.#notation
    // Either all of them have pairs so far, or none has.
    return objects[0]?.count === 0 || between === '' ? '' : `${between} `
  }

  #followingOf(place: Place): Following {
    const { next, isOpen, objects } = place
    this.#grammar.shapes.budget.spend(objects.length / 4, 'alternatives')
    if (isOpen) {
      const pairs = this.#otherPairs(place)
      if (pairs.size > 0) return { pairs, without: placeOf(next, false, objects), isEnd: false }
    }
    const key = this.#order[next]
    if (key !== undefined) return this.#declaredPair(place, key)
    const isEnd = objects.some(({ plan, count, met }) => count >= plan.counting.min && met === plan.pairs.allMet)
    return { pairs: new Map(), without: undefined, isEnd }
  }

  /** Pairs with keys that are not declared. */
  #otherPairs(place: Place): Map<string, Place> {
    const found = new Map<string, Progress[]>()
    for (const progress of place.objects) {
      const { plan, met } = progress
      for (const way of mayHaveExtra(progress) ? plan.pairs.extras(met) : []) {
        add(found, way.text, afterExtra(progress, way.met))
      }
    }
    return placesOf(found, (objects) => placeOf(place.next, true, objects))
  }

  /** The pair of the key whose turn it is, and what may become of the objects without it. */
  #declaredPair(place: Place, key: string): Following {
    const next = place.next + 1
    const found = new Map<string, Progress[]>()
    const without: Progress[] = []
    for (const progress of place.objects) {
      const { plan, count, met } = progress
      const { max, limit } = plan.counting
      const pair = this.#declared.get(plan)?.get(key)
      for (const way of pair !== undefined && count < max ? plan.pairs.waysOf(pair, met) : []) {
        add(found, way.text, progressOf(plan, Math.min(count + 1, limit), way.met, progress.hasExtra))
      }
      if (!pair?.required) without.push(progress)
    }
    const isOpen = ({ plan }: Progress): boolean => plan.pairs.most === Infinity
    const pairs = placesOf(found, (objects) => placeOf(next, objects.some(isOpen), objects))
    const rest = without.length === 0 ? undefined : placeOf(next, false, without)
    return { pairs, without: rest, isEnd: false }
  }
}

function placeOf(next: number, isOpen: boolean, objects: readonly Progress[]): Place {
  return { name: `${next}${isOpen ? '+' : ':'}${objects.map(({ name }) => name).join(';')}`, next, isOpen, objects }
}

function placesOf(
  found: ReadonlyMap<string, readonly Progress[]>,
  place: (objects: readonly Progress[]) => Place,
): Map<string, Place> {
  return new Map(Array.from(found, ([text, objects]) => [text, place(objects)]))
}

function progressOf(plan: ObjectPlan, count: number, met: number, hasExtra: boolean): Progress {
  return { name: `${plan.id},${count},${met}${hasExtra ? '+' : ''}`, plan, count, met, hasExtra }
}

/** Adds one more object that a pair may lead to, unless the same pair has led to it in another way. */
function add(found: Map<string, Progress[]>, text: string, after: Progress): void {
  const known = found.get(text)
  if (known === undefined) found.set(text, [after])
  else if (!known.some(({ name }) => name === after.name)) known.push(after)
}

function mayHaveExtra({ plan, count, hasExtra }: Progress): boolean {
  const { max, extrasCountOnce } = plan.counting
  return count < max && !(extrasCountOnce && hasExtra && max < Infinity)
}

function afterExtra({ plan, count, hasExtra }: Progress, met: number): Progress {
  const { limit, extrasCountOnce } = plan.counting
  const isCounted = !(extrasCountOnce && hasExtra)
  return progressOf(plan, isCounted ? Math.min(count + 1, limit) : count, met, extrasCountOnce)
}
