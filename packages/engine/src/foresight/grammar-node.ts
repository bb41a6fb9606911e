/** The right side of a rule in GBNF. */
export type GrammarNode =
  | { readonly kind: 'text'; readonly codePoints: readonly number[] }
  /** Inclusive ranges: `[low, high, low, high, …]`. */
  | { readonly kind: 'characters'; readonly ranges: readonly number[] }
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'sequence'; readonly parts: readonly GrammarNode[] }
  | { readonly kind: 'either'; readonly parts: readonly GrammarNode[] }
  /** `max` may be Infinity. */
  | { readonly kind: 'repeat'; readonly inner: GrammarNode; readonly min: number; readonly max: number }
