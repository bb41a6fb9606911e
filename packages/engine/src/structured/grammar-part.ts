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
