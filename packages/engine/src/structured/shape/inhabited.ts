import { accepts } from '../regular/accepts.ts'
import { both, keyOf, type Conjunction } from '../schema/conjunction.ts'
import type { Alternative, ArrayAlternative, ObjectAlternative, Shape } from './shape.ts'
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
      for (const alternative of shape) waiting.push(...this.#needs(alternative).flat())
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
    if (alternative.kind === 'number') return this.#shapes.hasNumber(alternative)
    return this.#needs(alternative).every((ways) => ways.some((child) => this.#known.get(keyOf(child)) ?? false))
  }

  /** What an alternative needs to have a value: one conjunction out of each list. */
  #needs(alternative: Alternative): Conjunction[][] {
    if (alternative.kind === 'array') return needsOfArray(alternative)
    return alternative.kind === 'object' ? this.#needsOfObject(alternative) : []
  }

  #needsOfObject({ properties, classes, some, max }: ObjectAlternative): Conjunction[][] {
    const { make } = this.#shapes
    const required = [...properties.values()].filter((property) => property.required)
    if (required.length > max) return [[]]
    if (some.length === 0) return required.map(({ value }) => [value])
    const undeclared = make.not(make.words(properties.keys()))
    const demands = some.map((demand) => [
      ...[...properties]
        .filter(([key, { allowed }]) => allowed && accepts(make, demand.keys, key))
        .map(([, { value }]) => both(value, demand.value)),
      ...classes
        .filter(({ keys }) => this.#shapes.isInhabited(make.all(keys, demand.keys, undeclared)))
        .map(({ value }) => both(value, demand.value)),
    ])
    return [...required.map(({ value }) => [value]), ...demands]
  }
}

function needsOfArray({ prefix, rest, min, contains }: ArrayAlternative): Conjunction[][] {
  const needs = prefix.slice(0, min).map((item) => [item])
  if (min > prefix.length) needs.push([rest])
  for (const { value, from, min: least } of contains) {
    if (least > 0) needs.push([...prefix.slice(from), rest].map((item) => both(item, value)))
  }
  return needs
}
