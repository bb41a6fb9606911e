import type { Expression } from '../regular/expression.ts'
import type { Conjunction } from '../schema/conjunction.ts'
import { literal } from './literal.ts'
import type { SchemaGrammar } from './schema-grammar.ts'

/** How an object is written, in pieces of GBNF. A pair is its key, then its value. */
export interface ObjectNotation {
  readonly open: string
  readonly between: string
  readonly close: string
  /** A declared key and all before its value; undefined where this notation cannot write it. */
  key(name: string): string | undefined
  /** The same for any key of a language; undefined where there is none. */
  otherKey(language: Expression): string | undefined
  /** The value of a key, declared or not, and all after it; undefined where there is no such value. */
  value(conjunction: Conjunction, name?: string): string | undefined
}

/** `{"key": value}` */
export function jsonObject(grammar: SchemaGrammar): ObjectNotation {
  const { comma, colon } = grammar.words
  return {
    open: '"{"',
    between: comma,
    close: '"}"',
    key: (name) => `${literal(JSON.stringify(name))} ${colon}`,
    otherKey(language) {
      const rule = grammar.stringRule(language)
      return rule && `${rule} ${colon}`
    },
    value: (conjunction) => grammar.rule(conjunction),
  }
}
