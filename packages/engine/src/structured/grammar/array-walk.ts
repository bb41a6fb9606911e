import { both, type Conjunction } from '../schema/conjunction.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { ArrayAlternative } from '../shape/shape.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

const mostPlaces = 2000

/** One way an item may be, and how many matches of each demand there are afterwards. */
interface Step {
  readonly item: Conjunction
  readonly found: readonly number[]
}

/** Writes rules for arrays some items of which must match: a rule for each place and count of matches so far. */
export class ArrayWalk {
  readonly #grammar: SchemaGrammar
  readonly #array: ArrayAlternative
  /** From here on all places are alike. */
  readonly #limit: number
  readonly #names = new Map<string, string | undefined>()

  constructor(grammar: SchemaGrammar, array: ArrayAlternative, pointer: string) {
    const { prefix, min, max, contains } = array
    this.#grammar = grammar
    this.#array = array
    this.#limit = Math.max(prefix.length, min, max < Infinity ? max : 0, 1, ...contains.map(({ from }) => from))
    const counts = contains.map((demand) => mostCounted(demand) + 1)
    if (counts.reduce((a, b) => a * b, this.#limit + 1) > mostPlaces) {
      throw new SchemaRefusal(`${pointer}/contains`, `counting its matches takes more than ${mostPlaces} rules`)
    }
  }

  /** The rule for the whole array; undefined where there is none. */
  rule(): string | undefined {
    const inside = this.#after(
      0,
      this.#array.contains.map(() => 0),
    )
    return inside && this.#grammar.writer.rule(`"[" ${inside}`)
  }

  /** The rule for what may follow `count` items with so many matches; undefined where the array cannot be finished. */
  #after(count: number, found: readonly number[]): string | undefined {
    const place = `${count}:${found.join()}`
    if (this.#names.has(place)) return this.#names.get(place)
    const { min, max, contains } = this.#array
    const name = this.#grammar.writer.reserve()
    this.#names.set(place, name)
    const isComplete = count >= min && contains.every((demand, index) => (found[index] ?? 0) >= demand.min)
    const [onward, again]: [string[], string[]] = [isComplete ? ['"]"'] : [], []]
    for (const step of count < max ? this.#steps(count, found) : []) {
      const rule = this.#grammar.rule(step.item)
      const next = rule && this.#after(Math.min(count + 1, this.#limit), step.found)
      if (next !== undefined)
        (next === name ? again : onward).push(`${count === 0 ? '' : `${this.#grammar.words.comma} `}${rule} ${next}`)
    }
    // Counts only grow, so a place leads back to itself or onward; with nothing onward it has no end.
    if (onward.length === 0) this.#names.set(place, undefined)
    else this.#grammar.writer.define(name, [...onward, ...again].join(' | '))
    return onward.length === 0 ? undefined : name
  }

  #steps(count: number, found: readonly number[]): readonly Step[] {
    const { prefix, rest, contains } = this.#array
    let steps: readonly Step[] = [{ item: prefix[count] ?? rest, found: [] }]
    for (const [index, demand] of contains.entries()) {
      const matches = found[index] ?? 0
      const match = (step: Step): Step => ({
        item: both(step.item, demand.value),
        found: [...step.found, Math.min(matches + 1, mostCounted(demand))],
      })
      const pass = (step: Step): Step => ({ item: step.item, found: [...step.found, matches] })
      const miss = (step: Step): Step => ({
        item: both(step.item, this.#grammar.shapes.document.negation(demand.value)),
        found: [...step.found, matches],
      })
      if (count < demand.from || (demand.max === Infinity && matches >= demand.min)) steps = steps.map(pass)
      else if (demand.max === Infinity) steps = steps.flatMap((step) => [match(step), pass(step)])
      else steps = steps.flatMap((step) => (matches < demand.max ? [match(step), miss(step)] : [miss(step)]))
    }
    return steps
  }
}

function mostCounted({ min, max }: ArrayAlternative['contains'][number]): number {
  return max === Infinity ? min : max
}
