import { braced } from './counter.ts'
import { LabelSets, type Labels } from './label-sets.ts'
import type { Family } from './registry.ts'

/** Shows what is so at the moment it is asked: it reads its values when metrics are read. */
export class Gauge<Name extends string> implements Family {
  readonly type: 'gauge' | 'counter'
  readonly #names: readonly Name[]
  readonly #read: () => Iterable<readonly [Labels<Name>, number]>

  /** @param options.counter Set for a number kept elsewhere that only grows. */
  constructor(
    labelNames: readonly Name[],
    read: () => Iterable<readonly [Labels<Name>, number]>,
    { counter = false }: { counter?: boolean } = {},
  ) {
    this.type = counter ? 'counter' : 'gauge'
    this.#names = labelNames
    this.#read = read
  }

  *samples(name: string): Iterable<string> {
    const sets = new LabelSets(this.#names, () => ({ value: 0 }))
    for (const [labels, value] of this.#read()) sets.of(labels).value = value
    for (const [labels, { value }] of sets.entries()) yield `${name}${braced(labels)} ${value}`
  }
}
