import type { TaggedPairs } from './grammar/tagged-pairs.ts'
import type { Json } from './schema/json.ts'

/** A piece of a larger grammar, such as a tool call between its markers. Pieces nest. */
export type GrammarPart =
  /** Exactly this text. */
  | { readonly kind: 'text'; readonly text: string }
  /** One after another. */
  | { readonly kind: 'sequence'; readonly parts: readonly GrammarPart[] }
  /** Any one of them; at least one must be given. */
  | { readonly kind: 'either'; readonly parts: readonly GrammarPart[] }
  /** `part` so many times, with `between` between two of them. `min` is at least 1; `max` may be Infinity. */
  | {
      readonly kind: 'repeat'
      readonly part: GrammarPart
      readonly between: string
      readonly min: number
      readonly max: number
    }
  | ArgumentsPart
  | PatternPart
  | LarkPart

/** The arguments of a call: the objects that a JSON Schema allows. */
export interface ArgumentsPart {
  readonly kind: 'arguments'
  readonly schema: Json
  /** The request field that carries the schema, for errors: `tools[0].function.parameters`. */
  readonly param: string
  /**
   * How they are written. `json`: an object, braces included. `python`: `a=1, b=[True, None]`, without parentheses.
   * Tags: each pair between tags, see {@link TaggedPairs}.
   */
  readonly notation: 'json' | 'python' | TaggedPairs
}

/** A text that a regular expression of ECMAScript matches as a whole. */
export interface PatternPart {
  readonly kind: 'pattern'
  readonly pattern: string
  /** The request field that carries the pattern, for errors. */
  readonly param: string
  /** `json-string`: as a JSON string, quotes included. `plain`: as it is. */
  readonly written: 'json-string' | 'plain'
}

/**
 * A text of a grammar in Lark's notation, from its rule `start` on. Read are rules and terminals with all operators,
 * `%ignore`, and `%import common.…`; patterns are ECMAScript's. Refused are templates, `%declare`, `%extend` and
 * `%override`, other imports, flags of patterns but `s`, `m` and `u`, and recursion on the left through other rules.
 */
export interface LarkPart {
  readonly kind: 'lark'
  readonly definition: string
  /** The request field that carries the grammar, for errors. */
  readonly param: string
  readonly written: PatternPart['written']
}
