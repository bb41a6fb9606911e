import type { SchemaNode } from './schema-document.ts'

/**
 * Subschemas that must all hold for one value, each once, sorted by id. The empty conjunction allows anything.
 * There are finitely many, which is why `allOf`, references and recursion come out as finitely many grammar rules.
 */
export type Conjunction = readonly SchemaNode[]

export const anything: Conjunction = []

/** All of these must hold. */
export function both(...parts: readonly Conjunction[]): Conjunction {
  const [only, ...others] = parts.filter((part) => part.length > 0)
  if (others.length === 0 && (only === undefined || only.length > 1)) return only ?? anything
  const nodes = new Map<number, SchemaNode>()
  for (const node of parts.flat()) if (!allowsAll(node)) nodes.set(node.id, node)
  return [...nodes.values()].toSorted((a, b) => a.id - b.id)
}

/** A name that equal conjunctions share. */
export function keyOf(conjunction: Conjunction): string {
  return conjunction.map(({ id }) => id).join()
}

function allowsAll(node: SchemaNode): boolean {
  if ('opposite' in node) return false
  return node.schema === true || (typeof node.schema === 'object' && Object.keys(node.schema).length === 0)
}
