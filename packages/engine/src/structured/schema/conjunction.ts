import type { SchemaNode } from './schema-document.ts'

/**
 * Subschemas that must all hold for one value, each once, sorted by id. The empty conjunction allows anything.
 * There are finitely many, which is why `allOf`, references and recursion come out as finitely many grammar rules.
 */
export type Conjunction = readonly SchemaNode[]

export const anything: Conjunction = []

/** All of these must hold. */
export function both(...parts: readonly Conjunction[]): Conjunction {
  const nodes = new Map<number, SchemaNode>()
  for (const node of parts.flat()) if (!allowsAll(node)) nodes.set(node.id, node)
  return [...nodes.values()].toSorted((a, b) => a.id - b.id)
}

/** A name that equal conjunctions share. */
export function keyOf(conjunction: Conjunction): string {
  return conjunction.map(({ id }) => id).join()
}

function allowsAll({ schema, negated }: SchemaNode): boolean {
  return negated
    ? schema === false
    : schema === true || (typeof schema === 'object' && Object.keys(schema).length === 0)
}
