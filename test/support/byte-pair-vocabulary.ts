import { byteAlphabet, spellBytes } from './byte-alphabet.ts'

/** The kinds of token a GGUF file tells apart, by their numbers there. */
export const tokenKind = { normal: 1, control: 3, userDefined: 4 } as const

/** A token as the GGUF file stores it: normal ones in the byte alphabet, the others as plain text. */
export interface VocabularyToken {
  text: string
  kind: (typeof tokenKind)[keyof typeof tokenKind]
}

/** What a vocabulary is made from. */
export interface VocabularyOptions {
  /** Each becomes one token, when it stands where the pre-tokenizer cuts; a leading space counts. */
  words: readonly string[]
  /** Tokens that steer the model. Found in text only by a tokenizer told to look for special tokens. */
  control: readonly string[]
  /** Tokens cut out of any text before the byte pairs are merged. */
  userDefined?: readonly string[]
}

/** A byte-level byte-pair vocabulary that tokenizes as llama.cpp does with the `smollm` pre-tokenizer. */
export class BytePairVocabulary {
  /** All tokens; a token's id is its place. */
  readonly tokens: readonly VocabularyToken[]
  /** Merges in order of rank, each `left right`. */
  readonly merges: readonly string[]
  readonly #ids = new Map<string, number>()
  readonly #ranks = new Map<string, number>()

  constructor(options: VocabularyOptions) {
    const tokens: VocabularyToken[] = []
    const add = (text: string, kind: VocabularyToken['kind']): void => {
      const known = this.#ids.get(text)
      // The engine asserts that texts are unique: a word that is already a token only changes its kind.
      if (known !== undefined) tokens[known] = { text, kind }
      else this.#ids.set(text, tokens.push({ text, kind }) - 1)
    }
    for (const character of byteAlphabet) add(character, tokenKind.normal)
    for (const word of options.words) {
      let [left, right] = this.#mergePairs(spellBytes(word))
      while (left !== undefined && right !== undefined) {
        this.#ranks.set(`${left} ${right}`, this.#ranks.size)
        add(left + right, tokenKind.normal)
        ;[left, right] = this.#mergePairs(spellBytes(word))
      }
    }
    for (const text of options.control) add(text, tokenKind.control)
    for (const text of options.userDefined ?? []) add(text, tokenKind.userDefined)
    this.tokens = tokens
    this.merges = [...this.#ranks.keys()]
  }

  /** The id of the token stored as `text`. Throws when there is none. */
  id(text: string): number {
    const id = this.#ids.get(text)
    if (id === undefined) throw new RangeError(`The vocabulary has no token ${JSON.stringify(text)}.`)
    return id
  }

  /** Token ids of `text`; the texts listed in `special` become their one token wherever they stand. */
  encode(text: string, options: { special: readonly string[] }): number[] {
    return splitAround(text, options.special).flatMap((part) =>
      options.special.includes(part)
        ? [this.id(part)]
        : preTokenize(part).flatMap((word) => this.#mergePairs(spellBytes(word)).map((symbol) => this.id(symbol))),
    )
  }

  /** One token id for each UTF-8 byte of `text`: the finest cut a byte-level model can make. */
  encodeBytes(text: string): number[] {
    return Array.from(spellBytes(text), (character) => this.id(character))
  }

  #mergePairs(word: string): string[] {
    const symbols = Array.from(word)
    for (;;) {
      let best = -1
      let bestRank = Infinity
      for (let index = 0; index + 1 < symbols.length; index++) {
        const rank = this.#ranks.get(`${symbols[index]} ${symbols[index + 1]}`) ?? Infinity
        if (rank < bestRank) [best, bestRank] = [index, rank]
      }
      if (best < 0) return symbols
      symbols.splice(best, 2, `${symbols[best]}${symbols[best + 1]}`)
    }
  }
}

/** Cuts digits apart, then words, punctuation and white space as GPT-2 does. */
function preTokenize(text: string): string[] {
  const pieces = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu
  return (text.match(/\p{N}|\P{N}+/gu) ?? [])
    .flatMap((part) => (/^\p{N}$/u.test(part) ? [part] : part.match(pieces)))
    .filter((piece) => piece !== null)
}

function splitAround(text: string, separators: readonly string[]): string[] {
  if (separators.length === 0) return [text]
  const longestFirst = [...separators].toSorted((a, b) => b.length - a.length)
  const pattern = new RegExp(
    `(${longestFirst.map((separator) => separator.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|')})`,
  )
  return text.split(pattern).filter((part) => part !== '')
}
