import { SchemaRefusal } from '../schema-refusal.ts'
import type { ObjectAlternative } from '../shape/shape.ts'
import { withFewKeysListed } from './listed-keys.ts'
import { jsonObject, type ObjectNotation } from './object-notation.ts'
import { ObjectPairs } from './object-pairs.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

const mostPlaces = 4000

/**
 * A rule for the objects an alternative allows; undefined where there are none. Declared keys come in the schema's
 * order; keys that are not declared may stand anywhere between them.
 */
export function objectRule(
  grammar: SchemaGrammar,
  object: ObjectAlternative,
  pointer: string,
  notation: ObjectNotation = jsonObject(grammar),
): string | undefined {
  const listed = isCounted(object) ? withFewKeysListed(grammar.shapes, object) : object
  const pairs = new ObjectPairs(grammar, listed, pointer, notation)
  const count = countingOf(listed, pairs)
  if (count === undefined) return undefined
  if ((count.limit + 1) * (listed.properties.size + 1) * 2 ** object.some.length > mostPlaces) {
    throw new SchemaRefusal(pointer, 'counting that many properties takes too large a grammar')
  }
  const body = new PairWalk(grammar, notation, pairs, count).from({
    next: 0,
    count: 0,
    met: 0,
    hasExtra: false,
    isOpen: true,
  })
  return body && grammar.writer.rule(`${notation.open} ${body}`.trimStart())
}

/** Whether more pairs must be there than the required ones and a single other. */
function isCounted({ min, properties }: ObjectAlternative): boolean {
  return min > Math.max(1, [...properties.values()].filter(({ required }) => required).length)
}

interface Counting {
  readonly min: number
  readonly max: number
  /** Stands for all counts from there on. */
  readonly limit: number
  /**
   * Whether keys that are not declared count as one, however many there are: they might be the same key again, and of
   * equal keys only the last one counts when the object is read.
   */
  readonly extrasCountOnce: boolean
}

/** How pairs are counted, which costs a rule for each place and count; undefined where no count can be right. */
function countingOf({ min, max }: ObjectAlternative, pairs: ObjectPairs): Counting | undefined {
  const { needed, most } = pairs
  if (Math.max(min, needed) > Math.min(max, most)) return undefined
  const extrasCountOnce = min > Math.max(1, needed) && most === Infinity
  if (min <= needed && max >= most) return { min: 0, max: Infinity, limit: 1, extrasCountOnce }
  return { min, max, limit: Math.max(min, max < Infinity ? max : 0, 1), extrasCountOnce }
}

/** How far an object has come: the declared pair that is next, pairs so far, and demands they have met, as bits. */
interface Place {
  readonly next: number
  readonly count: number
  readonly met: number
  readonly hasExtra: boolean
  /**
   * Whether a key that is not declared may come here: right behind a pair, and not again where a declared key was left
   * out, as one text would then have as many readings as keys were left out, and a sampler follows them all.
   */
  readonly isOpen: boolean
}

/** Writes a rule for each place: what may follow. */
class PairWalk {
  readonly #grammar: SchemaGrammar
  readonly #notation: ObjectNotation
  readonly #pairs: ObjectPairs
  readonly #counting: Counting
  readonly #names = new Map<string, string | undefined>()

  constructor(grammar: SchemaGrammar, notation: ObjectNotation, pairs: ObjectPairs, counting: Counting) {
    this.#grammar = grammar
    this.#notation = notation
    this.#pairs = pairs
    this.#counting = counting
  }

  /** The rest of the object from a place on; undefined where it cannot be finished. */
  from(place: Place): string | undefined {
    const key = `${place.next}:${place.count}:${place.met}:${place.hasExtra}:${place.isOpen}`
    if (this.#names.has(key)) return this.#names.get(key)
    const name = this.#grammar.writer.reserve()
    // Further pairs lead back here, so the name must be known before the body is.
    this.#names.set(key, name)
    const [onward, again] = this.#ways(place, name)
    // All else only grows, so a place leads back to itself or onward; with nothing onward it has no end.
    if (onward.length === 0) this.#names.set(key, undefined)
    else this.#grammar.writer.define(name, [...onward, ...again].join(' | '))
    return onward.length === 0 ? undefined : name
  }

  #ways(place: Place, own: string): [onward: string[], again: string[]] {
    const extras = place.isOpen && this.#mayHaveExtra(place) ? this.#pairs.extras(place.met) : []
    if (extras.length === 0) return [this.#declaredWays(place), []]
    const [onward, again]: [string[], string[]] = [[], []]
    for (const way of extras) {
      const rest = this.from({ ...this.#afterExtra(place), met: way.met })
      if (rest !== undefined) (rest === own ? again : onward).push(`${this.#separator(place)}${way.text} ${rest}`)
    }
    return [[...onward, ...[this.from({ ...place, isOpen: false })].filter(isDefined)], again]
  }

  /** With the declared pair that is next, without it, or the end. */
  #declaredWays(place: Place): string[] {
    const { next, count, met } = place
    const { min, max, limit } = this.#counting
    const pair = this.#pairs.declared[next]
    if (pair === undefined) return count >= min && met === this.#pairs.allMet ? [this.#notation.close] : []
    const ways: string[] = []
    for (const way of count < max ? this.#pairs.waysOf(pair, met) : []) {
      const after = {
        ...place,
        next: next + 1,
        count: Math.min(count + 1, limit),
        met: way.met,
        isOpen: this.#pairs.most === Infinity,
      }
      const rest = this.from(after)
      if (rest !== undefined) ways.push(`${this.#separator(place)}${way.text} ${rest}`)
    }
    if (!pair.required) ways.push(...[this.from({ ...place, next: next + 1, isOpen: false })].filter(isDefined))
    return ways
  }

  #separator({ count }: Place): string {
    const { between } = this.#notation
    return count === 0 || between === '' ? '' : `${between} `
  }

  #mayHaveExtra({ count, hasExtra }: Place): boolean {
    const { max, extrasCountOnce } = this.#counting
    return count < max && !(extrasCountOnce && hasExtra && max < Infinity)
  }

  #afterExtra(place: Place): Place {
    const { limit, extrasCountOnce } = this.#counting
    if (!extrasCountOnce) return { ...place, count: Math.min(place.count + 1, limit) }
    return { ...place, count: place.hasExtra ? place.count : Math.min(place.count + 1, limit), hasExtra: true }
  }
}

function isDefined(rule: string | undefined): rule is string {
  return rule !== undefined
}
