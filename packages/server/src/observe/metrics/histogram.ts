import { braced } from './counter.ts'
import { LabelSets, type Labels } from './label-sets.ts'
import type { Family } from './registry.ts'

interface Distribution {
  /** How many values fell into each bucket, those of smaller buckets not included; the last has no upper bound. */
  readonly counts: number[]
  sum: number
}

/** Tells how values are distributed, by counting them in buckets. */
export class Histogram<Name extends string> implements Family {
  readonly type = 'histogram'
  readonly #bounds: readonly number[]
  readonly #sets: LabelSets<Name, Distribution>

  /** @param bounds Upper bounds of the buckets, rising. */
  constructor(labelNames: readonly Name[], bounds: readonly number[]) {
    this.#bounds = bounds
    this.#sets = new LabelSets(labelNames, () => ({ counts: [...bounds.map(() => 0), 0], sum: 0 }))
  }

  observe(labels: Labels<Name>, value: number): void {
    const distribution = this.#sets.of(labels)
    let at = 0
    while (at < this.#bounds.length && value > (this.#bounds[at] ?? Infinity)) at++
    distribution.counts[at] = (distribution.counts[at] ?? 0) + 1
    distribution.sum += value
  }

  *samples(name: string): Iterable<string> {
    for (const [labels, { counts, sum }] of this.#sets.entries()) {
      const before = labels === '' ? '' : `${labels},`
      let count = 0
      for (const [at, inBucket] of counts.entries()) {
        count += inBucket
        yield `${name}_bucket{${before}le="${this.#bounds[at] ?? '+Inf'}"} ${count}`
      }
      yield `${name}_sum${braced(labels)} ${sum}`
      yield `${name}_count${braced(labels)} ${count}`
    }
  }
}
