import type { Automaton, AutomatonState } from '../regular/automaton.ts'
import {
  charactersOf,
  codePointSet,
  complement,
  contains,
  difference,
  intersection,
  type CodePointSet,
} from '../regular/code-point-set.ts'
import type { GrammarWriter } from './grammar-writer.ts'
import { characterClass } from './literal.ts'

// RFC 8259, section 7: these must be escaped; everything else is written as it is.
const escaped = codePointSet([0x00, 0x1f], [0x22, 0x22], [0x5c, 0x5c])
const raw = complement(escaped)

// The letter after the backslash for the characters that have one.
const shortForms: readonly (readonly [codePoint: number, letter: string])[] = [
  [0x08, 'b'],
  [0x09, 't'],
  [0x0a, 'n'],
  [0x0c, 'f'],
  [0x0d, 'r'],
  [0x22, '"'],
  [0x5c, '\\'],
]
const longForms = difference(escaped, codePointSet(...shortForms.map(([code]): [number, number] => [code, code])))

/** A rule for the JSON strings whose value the automaton accepts, quotes included. */
export function jsonStringRule(grammar: GrammarWriter, automaton: Automaton): string {
  const names = automaton.states.map(() => grammar.reserve())
  for (const [number, state] of automaton.states.entries()) {
    grammar.define(names[number] ?? '', stateBody(state, names))
  }
  return grammar.rule(`"\\"" ${names[0]}`)
}

// A state that accepts may close the quotes; that way no rule is ever empty, and every step takes a character.
function stateBody(state: AutomatonState, names: readonly string[]): string {
  const ways = state.edges.flatMap(({ characters, target }) =>
    writtenForms(characters).map((form) => `${form} ${names[target]}`),
  )
  if (state.accepting) ways.push('"\\""')
  return ways.join(' | ')
}

/** How the characters of a set are written inside a JSON string, as alternatives in GBNF. */
function writtenForms(set: CodePointSet): string[] {
  const forms: string[] = []
  const plain = intersection(set, raw)
  if (plain.length > 0) forms.push(characterClass(plain))
  const letters = shortForms.filter(([codePoint]) => contains(set, codePoint)).map(([, letter]) => letter)
  if (letters.length > 0) forms.push(`"\\\\" ${characterClass(charactersOf(letters.join('')))}`)
  // The other control characters are \u0000 to \u001f: one alternative for each first digit.
  for (const [digit, low] of [
    ['0', 0x00],
    ['1', 0x10],
  ] as const) {
    const digits = lastDigits(intersection(set, longForms), low)
    if (digits !== '') forms.push(`"\\\\u00${digit}" ${characterClass(charactersOf(digits))}`)
  }
  return forms
}

function lastDigits(set: CodePointSet, low: number): string {
  const digits = Array.from({ length: 16 }, (_, digit) => digit).filter((digit) => contains(set, low + digit))
  return digits.map((digit) => digit.toString(16)).join('')
}
