import type { CodePointSet } from './code-point-set.ts'

/** A regular expression of ECMAScript as it is written (ECMA-262, 22.2.1 Patterns, with the `u` flag's meaning). */
export type PatternNode =
  | { readonly kind: 'characters'; readonly set: CodePointSet }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly inner: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'word-boundary'; readonly negated: boolean }
  | { readonly kind: 'look-ahead'; readonly inner: PatternNode; readonly negated: boolean }

/** Thrown where a pattern is malformed, or uses what no grammar can express; becomes a 400 at the door. */
export class PatternError extends Error {
  override name = 'PatternError'
}
