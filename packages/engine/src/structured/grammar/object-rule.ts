import { SchemaRefusal } from '../schema-refusal.ts'
import type { ObjectAlternative } from '../shape/shape.ts'
import { literal } from './literal.ts'
import type { SchemaGrammar } from './schema-grammar.ts'
import { colon, comma } from './separators.ts'

const mostCountedPlaces = 4000

interface Pair {
  readonly text: string
  readonly required: boolean
}

/**
 * A rule for the objects an alternative allows; undefined where there are none. Declared keys come in the schema's
 * order; keys that are not declared may stand anywhere between them.
 */
export function objectRule(grammar: SchemaGrammar, object: ObjectAlternative, pointer: string): string | undefined {
  const pairs: Pair[] = []
  for (const [key, { required, allowed, value }] of object.properties) {
    const rule = allowed ? grammar.rule(value) : undefined
    if (rule !== undefined) pairs.push({ text: `${literal(JSON.stringify(key))} ${colon} ${rule}`, required })
    else if (required) return undefined
  }
  const extra = extraRule(grammar, object)
  const needed = pairs.filter(({ required }) => required).length
  const most = extra === undefined ? pairs.length : Infinity
  const [min, max] = [Math.max(object.min, needed), Math.min(object.max, most)]
  if (min > max) return undefined
  // Counting costs a rule for each place and count, so it is done only where it decides something.
  const limit = object.min > needed || object.max < most ? Math.max(min, max < Infinity ? max : 0) : 1
  if ((limit + 1) * (pairs.length + 1) > mostCountedPlaces) {
    throw new SchemaRefusal(pointer, 'counting that many properties takes too large a grammar')
  }
  const walk = new PairWalk(grammar, pairs, extra, { min: limit === 1 ? Math.min(min, 1) : min, max, limit })
  const body = walk.from(0, 0)
  return body && grammar.writer.rule(`"{" ${body}`)
}

/** A rule for one key that is not declared, and its value; undefined where there is none. */
function extraRule(grammar: SchemaGrammar, object: ObjectAlternative): string | undefined {
  const { make } = grammar.shapes
  const declared = make.not(make.words(object.properties.keys()))
  const ways: string[] = []
  for (const { keys, value } of object.classes) {
    const rule = grammar.rule(value)
    if (rule === undefined) continue
    const key = grammar.stringRule(make.all(keys, declared))
    if (key !== undefined) ways.push(`${key} ${colon} ${rule}`)
  }
  return ways.length === 0 ? undefined : grammar.writer.rule(ways.join(' | '))
}

/** Writes the rules for what may follow, given which declared pair is next and how many pairs there are already. */
class PairWalk {
  readonly #grammar: SchemaGrammar
  readonly #pairs: readonly Pair[]
  readonly #extra: string | undefined
  readonly #count: { min: number; max: number; limit: number }
  readonly #names = new Map<string, string | undefined>()

  constructor(
    grammar: SchemaGrammar,
    pairs: readonly Pair[],
    extra: string | undefined,
    count: { min: number; max: number; limit: number },
  ) {
    this.#grammar = grammar
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
    const ways: string[] = []
    const separator = count === 0 ? '' : `${comma} `
    const after = Math.min(count + 1, limit)
    const full = count >= max && (limit > 1 || max === 0)
    const pair = this.#pairs[next]
    if (pair !== undefined) {
      const used = full ? undefined : this.from(next + 1, after)
      if (used !== undefined) ways.push(`${separator}${pair.text} ${used}`)
      const skipped = pair.required ? undefined : this.from(next + 1, count)
      if (skipped !== undefined) ways.push(skipped)
    } else if (count >= min) ways.push('"}"')
    if (this.#extra !== undefined && !full) {
      const again = after === count ? this.#names.get(`${next}:${count}`) : this.from(next, after)
      if (again !== undefined && (ways.length > 0 || after > count)) ways.push(`${separator}${this.#extra} ${again}`)
    }
    return ways
  }
}
