import { SchemaRefusal } from '../schema-refusal.ts'
import type { ObjectAlternative } from '../shape/shape.ts'
import { jsonObject, type ObjectNotation } from './object-notation.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

const mostCountedPlaces = 4000

interface Pair {
  readonly text: string
  readonly required: boolean
}

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
  const pairs: Pair[] = []
  for (const [key, { required, allowed, value }] of object.properties) {
    const rule = allowed ? notation.value(value, key) : undefined
    const before = rule && notation.key(key)
    if (before !== undefined) pairs.push({ text: `${before} ${rule}`, required })
    else if (rule !== undefined)
      throw new SchemaRefusal(pointer, `the key ${JSON.stringify(key)} cannot be written here`)
    else if (required) return undefined
  }
  const extra = extraRule(grammar, object, notation)
  const needed = pairs.filter(({ required }) => required).length
  const most = extra === undefined ? pairs.length : Infinity
  const [min, max] = [Math.max(object.min, needed), Math.min(object.max, most)]
  if (min > max) return undefined
  // Counting costs a rule for each place and count, so it is done only where it decides something.
  const counts = object.min > needed || object.max < most
  const limit = counts ? Math.max(min, max < Infinity ? max : 0, 1) : 1
  if ((limit + 1) * (pairs.length + 1) > mostCountedPlaces) {
    throw new SchemaRefusal(pointer, 'counting that many properties takes too large a grammar')
  }
  const count = counts ? { min, max, limit } : { min: 0, max: Infinity, limit }
  const walk = new PairWalk(grammar, notation, pairs, extra, count)
  const body = walk.from(0, 0)
  return body && grammar.writer.rule(`${notation.open} ${body}`.trimStart())
}

/** A rule for one key that is not declared, and its value; undefined where there is none. */
function extraRule(grammar: SchemaGrammar, object: ObjectAlternative, notation: ObjectNotation): string | undefined {
  const { make } = grammar.shapes
  const declared = make.not(make.words(object.properties.keys()))
  const ways: string[] = []
  for (const { keys, value } of object.classes) {
    const rule = notation.value(value)
    const key = rule && notation.otherKey(make.all(keys, declared))
    if (key !== undefined) ways.push(`${key} ${rule}`)
  }
  return ways.length === 0 ? undefined : grammar.writer.rule(ways.join(' | '))
}

/** Writes the rules for what may follow, given which declared pair is next and how many pairs there are already. */
class PairWalk {
  readonly #grammar: SchemaGrammar
  readonly #notation: ObjectNotation
  readonly #pairs: readonly Pair[]
  readonly #extra: string | undefined
  /** Counting goes up to `limit`, which stands for all counts from there on. */
  readonly #count: { min: number; max: number; limit: number }
  readonly #names = new Map<string, string | undefined>()

  constructor(
    grammar: SchemaGrammar,
    notation: ObjectNotation,
    pairs: readonly Pair[],
    extra: string | undefined,
    count: { min: number; max: number; limit: number },
  ) {
    this.#grammar = grammar
    this.#notation = notation
    this.#pairs = pairs
    this.#extra = extra
    this.#count = count
  }

  /** The rest of the object from pair `next` on, after `count` pairs; undefined where it cannot be finished. */
  from(next: number, count: number): string | undefined {
    const place = `${next}:${count}`
    if (this.#names.has(place)) return this.#names.get(place)
    const name = this.#grammar.writer.reserve()
    // Extra pairs lead back here, so the name must be known before the body is.
    this.#names.set(place, name)
    const ways = this.#ways(next, count)
    const rule = ways.length === 0 ? undefined : name
    if (rule === undefined) this.#names.set(place, undefined)
    else this.#grammar.writer.define(name, ways.join(' | '))
    return rule
  }

  #ways(next: number, count: number): string[] {
    const { min, max, limit } = this.#count
    const { between, close } = this.#notation
    const ways: string[] = []
    const separator = count === 0 || between === '' ? '' : `${between} `
    const after = Math.min(count + 1, limit)
    const full = count >= max
    const pair = this.#pairs[next]
    if (pair !== undefined) {
      const used = full ? undefined : this.from(next + 1, after)
      if (used !== undefined) ways.push(`${separator}${pair.text} ${used}`)
      const skipped = pair.required ? undefined : this.from(next + 1, count)
      if (skipped !== undefined) ways.push(skipped)
    } else if (count >= min) ways.push(close)
    if (this.#extra !== undefined && !full) {
      const again = after === count ? this.#names.get(`${next}:${count}`) : this.from(next, after)
      if (again !== undefined && (ways.length > 0 || after > count)) ways.push(`${separator}${this.#extra} ${again}`)
    }
    return ways
  }
}
