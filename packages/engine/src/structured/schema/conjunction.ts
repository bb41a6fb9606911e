import type { SchemaNode } from './schema-document.ts'

/**
 * Subschemas that must all hold for one value, each once, sorted by id. The empty conjunction allows anything.
 * There are finitely many, which is why `allOf`, references and recursion come out as finitely many grammar rules.
 */
export type Conjunction = readonly SchemaNode[]

export const anything: Conjunction = []

/** All of these must hold. */
export function both(...parts: readonly Conjunction[]): Conjunction {
  let all: Conjunction = anything
  for (const part of parts) all = merged(all, part)
  return all
}

// Called for every property of every two objects that meet, and mostly one of them says nothing of it.
function merged(a: Conjunction, b: Conjunction): Conjunction {
  const [left, right] = [demanding(a), demanding(b)]
  if (left.length === 0 || left === right) return right
  if (right.length === 0) return left
  const nodes: SchemaNode[] = []
  let [i, j] = [0, 0]
  for (let [x, y] = [left[i], right[j]]; x !== undefined || y !== undefined; x = left[i], y = right[j]) {
    const first = y === undefined || (x !== undefined && x.id <= y.id) ? x : y
    if (first !== undefined) nodes.push(first)
    if (x === first) i++
    if (y === first) j++
  }
  return nodes
}

// Only what a schema wrote down as it is can hold a schema that allows all: a conjunction of several never does.
function demanding(conjunction: Conjunction): Conjunction {
  const [only] = conjunction
  return conjunction.length === 1 && only !== undefined && allowsAll(only) ? anything : conjunction
}

/** A name that equal conjunctions share. */
export function keyOf(conjunction: Conjunction): string {
  return conjunction.map(({ id }) => id).join()
}

/** Whether it holds the schema `false`. */
export function allowsNothing(conjunction: Conjunction): boolean {
  return conjunction.some((node) => 'schema' in node && node.schema === false)
}

function allowsAll(node: SchemaNode): boolean {
  if ('opposite' in node) return false
  return node.schema === true || (typeof node.schema === 'object' && Object.keys(node.schema).length === 0)
}
