/** A token that steers the model rather than spells text. */
export interface SpecialToken {
  readonly id: number
  /** How it is written in a prompt: `<|im_start|>`. */
  readonly text: string
  /** `control` tokens never come from plain text; `user-defined` ones are matched in any text by the tokenizer itself. */
  readonly kind: 'control' | 'user-defined'
  /** True for the tokens with which a model ends its turn. */
  readonly endOfGeneration: boolean
}

/** What the prompt needs of a model's vocabulary. The native model implements it; tests use a small one of their own. */
export interface Tokenizer {
  /**
   * Cuts text into token ids without adding any at the start or the end. With `special`, the texts of control tokens
   * in it become those tokens; without, they are spelled like any other text.
   */
  tokenize(text: string, options: { special: boolean }): Uint32Array
  /** Every control token and every user-defined token of the vocabulary. */
  specialTokens(): readonly SpecialToken[]
  readonly bosToken: number | undefined
  readonly eosToken: number | undefined
  /** True when the vocabulary asks for its first token before every prompt. */
  readonly addBos: boolean
}
