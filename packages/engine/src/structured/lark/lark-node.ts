/** The right side of a definition in a Lark grammar. */
export type LarkNode =
  | { readonly kind: 'text'; readonly text: string; readonly ignoreCase: boolean }
  | { readonly kind: 'range'; readonly low: string; readonly high: string }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  /** A terminal is named in capitals, a rule in small letters. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sequence'; readonly parts: readonly LarkNode[] }
  | { readonly kind: 'either'; readonly parts: readonly LarkNode[] }
  | { readonly kind: 'repeat'; readonly inner: LarkNode; readonly min: number; readonly max: number }

/** A grammar as it is written, definitions by name. */
export interface LarkGrammar {
  readonly rules: ReadonlyMap<string, LarkNode>
  readonly terminals: ReadonlyMap<string, LarkNode>
  /** What may stand between any two terminals. */
  readonly ignored: readonly LarkNode[]
}

/** Thrown where a grammar is malformed, or uses what cannot be enforced; becomes a 400 at the door. */
export class LarkError extends Error {
  override name = 'LarkError'
}
