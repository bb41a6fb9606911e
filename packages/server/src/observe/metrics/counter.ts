import { LabelSets, type Labels } from './label-sets.ts'
import type { Family } from './registry.ts'

/** Counts what happened; never goes down. */
export class Counter<Name extends string> implements Family {
  readonly type = 'counter'
  readonly #sets: LabelSets<Name, { count: number }>

  constructor(labelNames: readonly Name[]) {
    this.#sets = new LabelSets(labelNames, () => ({ count: 0 }))
  }

  /** Something happened once, or `by` times. */
  add(labels: Labels<Name>, by = 1): void {
    this.#sets.of(labels).count += by
  }

  *samples(name: string): Iterable<string> {
    for (const [labels, { count }] of this.#sets.entries()) yield `${name}${braced(labels)} ${count}`
  }
}

/** Labels in braces; nothing where there are none. */
export function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}
