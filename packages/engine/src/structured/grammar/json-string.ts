import type { Automaton, AutomatonState } from '../regular/automaton.ts'
import {
  anyCodePoint,
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
  const { states } = automaton
  const anyText = states.some(takesAnything) ? anyTextRule(grammar) : undefined
  const names = states.map((state, number) => (takesAnything(state, number) ? anyText : undefined))
  // Go backwards, since most edges lead to states with higher numbers. If all edges of a state do, its rule can be
  // shared with every equal state in the grammar, such as the ends of words. If an edge leads back, the rule needs its
  // name before its body is known.
  for (let number = states.length - 1; number >= 0; number--) {
    const state = states[number]
    if (state === undefined || (anyText !== undefined && names[number] === anyText)) continue
    for (const { target } of state.edges) names[target] ??= grammar.reserve()
    const body = stateBody(grammar, state, names, anyText)
    const name = names[number]
    if (name === undefined) names[number] = grammar.rule(body)
    else grammar.define(name, body)
  }
  return grammar.rule(`"\\"" ${names[0]}`)
}

function takesAnything({ accepting, edges }: AutomatonState, number: number): boolean {
  const [edge] = edges
  return accepting && edge?.target === number && edge.characters.join() === anyCodePoint.join()
}

// All states from which anything may follow are alike, however the text began, so they share one rule.
function anyTextRule(grammar: GrammarWriter): string {
  return grammar.rule(`${grammar.rule(anyCharacter)}* "\\""`)
}

/** One character inside of a JSON string, whichever. */
const anyCharacter: string = formsOf(anyCodePoint).join(' | ')

// A state that accepts may close the quotes; that way no rule is ever empty, and every step takes a character.
function stateBody(
  grammar: GrammarWriter,
  state: AutomatonState,
  names: readonly (string | undefined)[],
  anyText: string | undefined,
): string {
  const ways: string[] = []
  for (const { characters, target } of state.edges) {
    const next = names[target] ?? ''
    const own = edgeWays(grammar, characters, next)
    // Where keys are forbidden, nearly every state has such an edge: any letter except the next one of the key, and
    // after it anything. So these edges get a rule that is shared.
    if (next === anyText && characters.length > 2) ways.push(grammar.rule(own.join(' | ')))
    else ways.push(...own)
  }
  if (state.accepting) ways.push('"\\""')
  return ways.join(' | ')
}

function edgeWays(grammar: GrammarWriter, characters: CodePointSet, next: string): string[] {
  const { plain, special } = spellingOf(characters)
  const ways = plain === '' ? [] : [`${plain} ${next}`]
  // Most sets hold none of the characters that must be escaped, or all of them: those share a rule.
  if (special !== '') ways.push(`${grammar.rule(special)} ${next}`)
  return ways
}

/** How a set is written: those of its characters that stand for themselves, and those that are escaped. */
interface Spelling {
  readonly plain: string
  readonly special: string
}

// Sets of one character and of all others are the same objects again and again.
const spellings = new WeakMap<CodePointSet, Spelling>()

function spellingOf(characters: CodePointSet): Spelling {
  const known = spellings.get(characters)
  if (known !== undefined) return known
  const plain = intersection(characters, raw)
  const special = intersection(characters, escaped)
  const made = {
    plain: plain.length === 0 ? '' : characterClass(plain),
    special: special.length === 0 ? '' : writtenForms(special).join(' | '),
  }
  spellings.set(characters, made)
  return made
}

const allEscapes = formsOf(escaped)

/** How the characters of a set are written inside a JSON string, as alternatives in GBNF. */
export function writtenForms(set: CodePointSet): readonly string[] {
  return set.length === escaped.length && set.every((bound, index) => bound === escaped[index])
    ? allEscapes
    : formsOf(set)
}

function formsOf(set: CodePointSet): string[] {
  const forms: string[] = []
  const plain = intersection(set, raw)
  if (plain.length > 0) forms.push(characterClass(plain))
  // Most sets hold none of the characters that must be escaped, and are done here.
  const special = intersection(set, escaped)
  if (special.length === 0) return forms
  const letters = shortForms.filter(([codePoint]) => contains(set, codePoint)).map(([, letter]) => letter)
  if (letters.length > 0) forms.push(`"\\\\" ${characterClass(charactersOf(letters.join('')))}`)
  const long = intersection(special, longForms)
  if (long.length === 0) return forms
  // The other control characters are \u0000 to \u001f: one alternative for each first digit.
  for (const [digit, low] of [
    ['0', 0x00],
    ['1', 0x10],
  ] as const) {
    const digits = lastDigits(long, low)
    if (digits !== '') forms.push(`"\\\\u00${digit}" ${characterClass(charactersOf(digits))}`)
  }
  return forms
}

function lastDigits(set: CodePointSet, low: number): string {
  const digits = Array.from({ length: 16 }, (_, digit) => digit).filter((digit) => contains(set, low + digit))
  return digits.map((digit) => digit.toString(16)).join('')
}
