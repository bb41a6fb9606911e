import { automatonOf, type Automaton } from '../regular/automaton.ts'
import { Expressions } from '../regular/expression.ts'
import { unpackAutomaton } from '../regular/packed-automaton.ts'
import { patternLanguage } from '../regular/pattern-language.ts'
import { WorkBudget } from '../work-budget.ts'
import { formatAutomata } from './format-automata.ts'
import { formatPatterns, limitedFormats } from './format-patterns.ts'

// What is written in ASCII alone is allowed in the international ones as well; the last two are draft 3's names.
const alike: Readonly<Record<string, string>> = {
  iri: 'uri',
  'iri-reference': 'uri-reference',
  'idn-email': 'email',
  'ip-address': 'ipv4',
  'host-name': 'hostname',
}

const automata = new Map<string, Automaton | undefined>()

/**
 * The texts of at most `longest` characters that a `format` of JSON Schema 2020-12 names; undefined for other names,
 * which are annotations. Only of addresses the length is looked at; others may be longer.
 */
export function formatAutomaton(format: string, longest: number = Infinity): Automaton | undefined {
  const plain = Object.hasOwn(alike, format) ? (alike[format] ?? format) : format
  if (!Object.hasOwn(formatPatterns, plain)) return undefined
  const limited = limitedFormats.find(({ name, from }) => name === plain && longest < Infinity && longest >= from)
  const limit = Math.min(longest, limited?.most ?? Infinity)
  const name = limited === undefined ? plain : `${plain} of ${limit}`
  if (!automata.has(name)) {
    const packed = formatAutomata[name]
    const pattern = limited?.within(limit) ?? ''
    automata.set(name, packed === undefined ? automatonOfPattern(pattern) : unpackAutomaton(packed))
  }
  return automata.get(name)
}

/** The automaton of a whole pattern, however much work that is. */
export function automatonOfPattern(pattern: string): Automaton | undefined {
  const budget = new WorkBudget(Infinity)
  const make = new Expressions(budget)
  return automatonOf(make, patternLanguage(make, `^(?:${pattern})$`), budget)
}
