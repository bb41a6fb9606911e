import { keyOf, type Conjunction } from '../schema/conjunction.ts'
import type { Alternative, Shape } from './shape.ts'
import type { Shapes } from './shapes.ts'

/**
 * Tells which conjunctions some finite value satisfies. A list whose every link needs a further link has none, and a
 * grammar for it would keep a model writing for ever.
 */
export class Inhabited {
  readonly #shapes: Shapes
  readonly #known = new Map<string, boolean>()

  constructor(shapes: Shapes) {
    this.#shapes = shapes
  }

  /** Whether any value satisfies the conjunction. */
  has(conjunction: Conjunction): boolean {
    const key = keyOf(conjunction)
    if (!this.#known.has(key)) this.#settle(conjunction)
    return this.#known.get(key) ?? false
  }

  /** Finds all that the conjunction needs, then grows the set of inhabited ones from the leaves until it stays. */
  #settle(start: Conjunction): void {
    const found = new Map<string, Shape>()
    const waiting = [start]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const key = keyOf(next)
      if (this.#known.has(key) || found.has(key)) continue
      const shape = this.#shapes.shapeOf(next)
      found.set(key, shape)
      for (const alternative of shape) waiting.push(...neededChildren(alternative))
    }
    // What is needed was found later, so going backwards one pass settles most.
    const open = [...found].toReversed()
    for (let grew = true; grew;) {
      grew = false
      this.#shapes.budget.spend(open.length, 'subschemas')
      for (const [key, shape] of open) {
        if (this.#known.get(key) || !shape.some((each) => this.#isInhabited(each))) continue
        this.#known.set(key, true)
        grew = true
      }
    }
    for (const [key] of open) this.#known.set(key, this.#known.get(key) ?? false)
  }

  #isInhabited(alternative: Alternative): boolean {
    if (alternative.kind === 'string') return this.#shapes.isInhabited(alternative.language)
    return neededChildren(alternative).every((child) => this.#known.get(keyOf(child)) ?? false)
  }
}

/** The conjunctions that must have a value for the alternative to have one. */
function neededChildren(alternative: Alternative): Conjunction[] {
  if (alternative.kind === 'array') {
    const { prefix, rest, min, contains } = alternative
    return [...prefix.slice(0, min), ...(min > prefix.length ? [rest] : []), ...contains]
  }
  if (alternative.kind !== 'object') return []
  return [...alternative.properties.values()].filter(({ required }) => required).map(({ value }) => value)
}
