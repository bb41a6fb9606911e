import { digits, wordCharacters } from '../regular/character-escapes.ts'
import { accepts } from '../regular/accepts.ts'
import { difference } from '../regular/code-point-set.ts'
import { literal } from './literal.ts'
import type { ObjectNotation } from './object-notation.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

/** `key=value`: arguments by name, without the parentheses around them. Only keys that are names can be written. */
export function pythonArguments(grammar: SchemaGrammar): ObjectNotation {
  const { make } = grammar.shapes
  const names = make.sequence(
    make.characters(difference(wordCharacters, digits)),
    make.repeat(make.characters(wordCharacters), 0, Infinity),
  )
  return {
    open: '',
    between: grammar.words.comma,
    close: '""',
    key: (name) => (accepts(make, names, name) ? literal(`${name}=`) : undefined),
    otherKey(language) {
      const rule = grammar.bareRule(make.all(names, language))
      return rule && `${rule} "="`
    },
    value: (conjunction) => grammar.rule(conjunction),
  }
}
