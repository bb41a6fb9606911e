import type { Json } from '../schema/json.ts'
import { SchemaRefusal } from '../schema-refusal.ts'
import type { ArrayAlternative } from '../shape/shape.ts'
import { constantText } from './constant-text.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

// There is a rule for each set of values used so far: 2 to the power of this.
const mostInAnyOrder = 7
const mostInOrder = 200

/**
 * A rule for arrays whose items differ, which a grammar can tell where they come out of a few values. Up to 7 values
 * come in any order; more come in the order of the schema, since each order would take a rule for each set of them.
 */
export function uniqueItemsRule(grammar: SchemaGrammar, array: ArrayAlternative, pointer: string): string | undefined {
  const refused = new SchemaRefusal(
    `${pointer}/uniqueItems`,
    `\`uniqueItems\` can be enforced where the items are out of at most ${mostInOrder} values`,
  )
  if (array.prefix.length > 0 || array.contains.length > 0) throw refused
  const values = grammar.shapes.valuesOf(array.rest, mostInOrder)
  if (values === undefined) throw refused
  const walk = new UniqueWalk(grammar, values, array)
  const inside = values.length > mostInAnyOrder ? walk.inOrder(0, 0) : walk.inAnyOrder(new Set())
  return inside && grammar.writer.rule(`"[" ${inside}`)
}

class UniqueWalk {
  readonly #grammar: SchemaGrammar
  readonly #texts: readonly string[]
  readonly #min: number
  readonly #max: number
  /** Higher counts decide nothing. */
  readonly #limit: number
  readonly #names = new Map<string, string | undefined>()

  constructor(grammar: SchemaGrammar, values: readonly Json[], { min, max }: ArrayAlternative) {
    this.#grammar = grammar
    this.#texts = values.map((value) => constantText(value, grammar.words))
    this.#min = min
    this.#max = max
    this.#limit = Math.max(1, min, max < values.length ? max : 0)
  }

  /** What may follow the items in `used`. */
  inAnyOrder(used: ReadonlySet<number>): string | undefined {
    return this.#once([...used].toSorted((a, b) => a - b).join(), () => {
      const unused = [...this.#texts.keys()].filter((index) => !used.has(index) && used.size < this.#max)
      const ways = unused.map((index) => this.#item(index, used.size, this.inAnyOrder(new Set([...used, index]))))
      return used.size >= this.#min ? ['"]"', ...ways] : ways
    })
  }

  /** What may follow `count` items that came before the one at `index`. */
  inOrder(index: number, count: number): string | undefined {
    return this.#once(`${index}:${count}`, () => {
      if (index === this.#texts.length) return count >= this.#min ? ['"]"'] : []
      const used = count < this.#max ? this.inOrder(index + 1, Math.min(count + 1, this.#limit)) : undefined
      return [this.#item(index, count, used), this.inOrder(index + 1, count)]
    })
  }

  #item(index: number, count: number, next: string | undefined): string | undefined {
    return next && `${count === 0 ? '' : `${this.#grammar.words.comma} `}${this.#texts[index]} ${next}`
  }

  #once(place: string, write: () => (string | undefined)[]): string | undefined {
    if (this.#names.has(place)) return this.#names.get(place)
    const ways = write().filter((way) => way !== undefined)
    const name = ways.length === 0 ? undefined : this.#grammar.writer.rule(ways.join(' | '))
    this.#names.set(place, name)
    return name
  }
}
