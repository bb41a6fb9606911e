import { simplified, type Automaton, type AutomatonEdge, type AutomatonState } from './automaton.ts'
import { codePointOf } from './code-point-set.ts'

/** The automaton of exactly these words; undefined where there are none. Its size is that of the words. */
export function wordAutomaton(words: Iterable<string>): Automaton | undefined {
  const start: Branch = { ends: false, branches: new Map() }
  for (const word of words) {
    // A lone surrogate cannot be written as UTF-8, so no text is such a word.
    if (!word.isWellFormed()) continue
    let branch = start
    for (const character of word) {
      const next = branch.branches.get(character) ?? { ends: false, branches: new Map() }
      branch.branches.set(character, next)
      branch = next
    }
    branch.ends = true
  }
  return simplified(statesOf(start))
}

/** Where words that begin alike part. */
interface Branch {
  ends: boolean
  readonly branches: Map<string, Branch>
}

function statesOf(start: Branch): AutomatonState[] {
  const waiting = [start]
  const states: AutomatonState[] = []
  for (const { ends, branches } of waiting) {
    const edges: AutomatonEdge[] = []
    for (const [character, branch] of branches) {
      const codePoint = codePointOf(character)
      edges.push({ characters: [codePoint, codePoint], target: waiting.length })
      waiting.push(branch)
    }
    states.push({ accepting: ends, edges })
  }
  return states
}
