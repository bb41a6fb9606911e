import type { Automaton } from '../regular/automaton.ts'
import type { CodePointSet } from '../regular/code-point-set.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { characterClass } from './literal.ts'

/** A rule for the bare texts that an automaton accepts; `forms` tells how the characters of a set are written. */
export function regularRule(
  grammar: GrammarWriter,
  automaton: Automaton,
  forms: (set: CodePointSet) => readonly string[] = asTheyAre,
): string {
  const names = automaton.states.map(() => grammar.reserve())
  for (const [number, { accepting, edges }] of automaton.states.entries()) {
    const ways = edges.flatMap(({ characters, target }) => {
      // An end that leads nowhere further needs no rule: less for the sampler to walk.
      const next = automaton.states[target]
      const isEnd = next?.accepting && next.edges.length === 0
      return forms(characters).map((form) => (isEnd ? form : `${form} ${names[target]}`))
    })
    if (accepting) ways.push('""')
    grammar.define(names[number] ?? '', ways.join(' | '))
  }
  return names[0] ?? '""'
}

/** Characters written as they are. */
export function asTheyAre(set: CodePointSet): readonly string[] {
  return [characterClass(set)]
}
