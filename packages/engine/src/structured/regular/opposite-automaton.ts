import type { Automaton, AutomatonState } from './automaton.ts'
import { anyCodePoint, complement, unionOf } from './code-point-set.ts'

/**
 * The automaton of all texts that another one refuses; undefined if it refuses none. It is as large as the other, and
 * saves making derivatives of a complement one by one: "any key but these 200" is needed at every object.
 */
export function oppositeAutomaton({ states }: Automaton): Automaton | undefined {
  const elsewhere = states.length
  let isUsed = false
  const opposites = states.map(({ accepting, edges }): AutomatonState => {
    const characters = complement(unionOf(edges.map((edge) => edge.characters)))
    if (characters.length === 0) return { accepting: !accepting, edges }
    isUsed = true
    return { accepting: !accepting, edges: [...edges, { characters, target: elsewhere }] }
  })
  // Without a way out of the other automaton there may be dead ends, which are another function's business.
  if (!isUsed || opposites.some(({ edges }) => edges.at(-1)?.target !== elsewhere)) return undefined
  return { states: [...opposites, { accepting: true, edges: [{ characters: anyCodePoint, target: elsewhere }] }] }
}
