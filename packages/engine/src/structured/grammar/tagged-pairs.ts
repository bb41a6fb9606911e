import { accepts } from '../regular/accepts.ts'
import { wordCharacters } from '../regular/character-escapes.ts'
import { charactersOf, union } from '../regular/code-point-set.ts'
import type { Expression, Expressions } from '../regular/expression.ts'
import { literal } from './literal.ts'
import type { ObjectNotation } from './object-notation.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

/** How keys and values stand between tags, such as `<parameter=key>\nvalue\n</parameter>`. */
export interface TaggedPairs {
  readonly beforeKey: string
  /** All between a key and its value, line breaks included. */
  readonly afterKey: string
  /** All after a value. A value never holds this text, white space around it left out. */
  readonly afterValue: string
  /** Before and after a raw value, which then holds this text in place of `afterValue` nowhere. Default: nothing. */
  readonly rawQuote?: string
  /** Between two pairs. */
  readonly between: string
  /** Keys whose values are strings written as they are. All other values are JSON. */
  readonly rawKeys: ReadonlySet<string>
}

/** Keys and values between tags. Keys are letters, digits, `_`, `.` and `-`. */
export function taggedPairs(grammar: SchemaGrammar, tags: TaggedPairs): ObjectNotation {
  const { make } = grammar.shapes
  const names = make.repeat(make.characters(union(wordCharacters, charactersOf('.-'))), 1, Infinity)
  const { rawQuote = '' } = tags
  const raw = rawText(make, rawQuote === '' ? tags.afterValue.trim() : rawQuote)
  const quote = rawQuote === '' ? '' : literal(rawQuote)
  const [before, after, end] = [literal(tags.beforeKey), literal(tags.afterKey), literal(tags.afterValue)]
  return {
    open: '',
    between: tags.between === '' ? '' : literal(tags.between),
    close: '""',
    key: (name) => (accepts(make, names, name) ? literal(`${tags.beforeKey}${name}${tags.afterKey}`) : undefined),
    otherKey(language) {
      const undeclared = make.not(make.words(tags.rawKeys))
      const rule = grammar.bareRule(make.all(names, language, undeclared))
      return rule && `${before} ${rule} ${after}`
    },
    value(conjunction, name) {
      const isRaw = name !== undefined && tags.rawKeys.has(name)
      const rule = isRaw
        ? grammar.bareRule(make.all(raw, grammar.shapes.stringsOf(conjunction)))
        : grammar.rule(conjunction)
      return rule && (isRaw ? `${quote} ${rule} ${quote} ${end}` : `${rule} ${end}`)
    },
  }
}

/** Texts without the mark that would end them. A carriage return at the end would count as part of the layout. */
function rawText(make: Expressions, endMark: string): Expression {
  const holdsMark = make.sequence(make.anything, make.text(endMark), make.anything)
  const endsInReturn = make.sequence(make.anything, make.text('\r'))
  return make.all(make.not(holdsMark), make.not(endsInReturn))
}
