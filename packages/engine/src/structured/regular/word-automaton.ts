import type { Automaton, AutomatonEdge, AutomatonState } from './automaton.ts'
import { codePointOf, oneCodePoint, union, type CodePointSet } from './code-point-set.ts'

/** The smallest automaton of exactly these words; undefined where there are none. Targets have higher numbers. */
export function wordAutomaton(words: Iterable<string>): Automaton | undefined {
  const builder = new WordAutomatonBuilder()
  // A lone surrogate cannot be written as UTF-8, so no text is such a word.
  for (const word of [...new Set(words)].toSorted()) if (word.isWellFormed()) builder.add(Array.from(word, codePointOf))
  return builder.end()
}

/** A state that further words may still add to. */
interface OpenState {
  accepting: boolean
  readonly codePoints: number[]
  readonly targets: number[]
}

/**
 * Takes words in order and keeps open only the states along the last one; each that is left is finished for good, and
 * found again where an equal one was: J. Daciuk et al., "Incremental Construction of Minimal Acyclic Finite-State
 * Automata", 2000. Trees of all words with merging afterwards took three times as long.
 */
class WordAutomatonBuilder {
  readonly #finished: AutomatonState[] = []
  readonly #known = new Map<string, number>()
  readonly #open: OpenState[] = [newState()]
  #last: readonly number[] = []

  add(word: readonly number[]): void {
    let shared = 0
    while (shared < word.length && word[shared] === this.#last[shared]) shared++
    this.#closeDownTo(shared)
    for (let depth = shared; depth < word.length; depth++) this.#open.push(newState())
    const end = this.#open.at(-1)
    if (end !== undefined) end.accepting = true
    this.#last = word
  }

  end(): Automaton | undefined {
    this.#closeDownTo(0)
    const [start] = this.#open
    if (start === undefined || (start.targets.length === 0 && !start.accepting)) return undefined
    this.#finish(start)
    // The deepest were finished first.
    const last = this.#finished.length - 1
    const turned = this.#finished.toReversed().map(({ accepting, edges }) => ({
      accepting,
      edges: edges.map(({ characters, target }) => ({ characters, target: last - target })),
    }))
    return { states: turned }
  }

  #closeDownTo(depth: number): void {
    while (this.#open.length > depth + 1) {
      const state = this.#open.pop()
      const before = this.#open.at(-1)
      if (state === undefined || before === undefined) return
      before.codePoints.push(this.#last[this.#open.length - 1] ?? 0)
      before.targets.push(this.#finish(state))
    }
  }

  #finish({ accepting, codePoints, targets }: OpenState): number {
    const look = `${accepting ? '!' : ''}${codePoints.join()};${targets.join()}`
    const known = this.#known.get(look)
    if (known !== undefined) return known
    const number = this.#finished.push({ accepting, edges: edgesOf(codePoints, targets) }) - 1
    this.#known.set(look, number)
    return number
  }
}

function newState(): OpenState {
  return { accepting: false, codePoints: [], targets: [] }
}

/** One edge a target. */
function edgesOf(codePoints: readonly number[], targets: readonly number[]): readonly AutomatonEdge[] {
  const sets = new Map<number, CodePointSet>()
  for (const [index, target] of targets.entries()) {
    const set = oneCodePoint(codePoints[index] ?? 0)
    const known = sets.get(target)
    sets.set(target, known === undefined ? set : union(known, set))
  }
  return Array.from(sets, ([target, characters]) => ({ characters, target }))
}
