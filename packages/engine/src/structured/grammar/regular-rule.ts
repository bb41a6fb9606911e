import type { Automaton } from '../regular/automaton.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { characterClass } from './literal.ts'

/** A rule for the bare texts that an automaton accepts. */
export function regularRule(grammar: GrammarWriter, automaton: Automaton): string {
  const names = automaton.states.map(() => grammar.reserve())
  for (const [number, { accepting, edges }] of automaton.states.entries()) {
    const ways = edges.map(({ characters, target }) => {
      // An end that leads nowhere further needs no rule: less for the sampler to walk.
      const next = automaton.states[target]
      return next?.accepting && next.edges.length === 0
        ? characterClass(characters)
        : `${characterClass(characters)} ${names[target]}`
    })
    if (accepting) ways.push('""')
    grammar.define(names[number] ?? '', ways.join(' | '))
  }
  return names[0] ?? '""'
}
