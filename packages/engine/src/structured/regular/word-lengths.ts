import type { Automaton } from './automaton.ts'

const known = new WeakMap<Automaton, WordLengths>()

interface WordLengths {
  readonly shortest: number
  /** Infinity where words have no end. */
  readonly longest: number
}

/** How many characters the shortest and the longest word of an automaton have. */
export function wordLengths(automaton: Automaton): WordLengths {
  const found = known.get(automaton) ?? measured(automaton)
  known.set(automaton, found)
  return found
}

function measured({ states }: Automaton): WordLengths {
  let shortest = Infinity
  let front = new Set([0])
  // Every state leads to a word, so a way that is longer than there are states has gone round a loop.
  for (let length = 0; length <= states.length; length++) {
    const next = new Set<number>()
    let longest = -1
    for (const number of front) {
      const { accepting, edges } = states[number] ?? { accepting: false, edges: [] }
      if (accepting) longest = length
      for (const { target } of edges) next.add(target)
    }
    if (longest >= 0) shortest = Math.min(shortest, longest)
    if (next.size === 0) return { shortest, longest: length }
    front = next
  }
  return { shortest, longest: Infinity }
}
