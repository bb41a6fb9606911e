import { forcedText } from './forced-text.ts'
import type { GrammarState, GrammarStates } from './grammar-states.ts'
import type { TokenIndex } from './token-index.ts'

/** What foresight must know of a model's tokens. */
export interface ForeseenTokens {
  /**
   * The tokens that can be drawn under the grammar, except those that end a turn and those that hold only a part of a
   * character.
   */
  readonly index: TokenIndex
  /** Tokens with which the model ends its turn, the customary one first. */
  readonly ends: readonly number[]
  /** Texts that have a token of their own which steers the model: never spelled here. */
  readonly marks: readonly string[]
  tokenize(text: string): Iterable<number>
  /** The bytes that a token adds to the text; a mark's are those of its text. */
  bytes(token: number): Uint8Array
  /**
   * Tokens whose bytes, after the `pending` first bytes of a character, are not valid UTF-8. Equal `pending` bytes give
   * the same list object.
   */
  brokenAfter(pending: readonly number[]): readonly number[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Looks ahead in one answer that follows a grammar. Sometimes the next tokens are certain, or only a few are possible;
 * then they need not be drawn from the whole vocabulary or evaluated one by one. It never allows more than the grammar
 * does, and where it does not know, the sampler searches as usual.
 */
export class Foresight {
  readonly #states: GrammarStates
  readonly #tokens: ForeseenTokens
  #state: GrammarState | undefined
  /** The first bytes of a character that is not complete. */
  #pending: readonly number[] = []

  constructor(states: GrammarStates, tokens: ForeseenTokens, start: GrammarState | undefined = states.start) {
    this.#states = states
    this.#tokens = tokens
    this.#state = start
  }

  /** Settled when questions can be answered. */
  get ready(): Promise<void> {
    return this.#tokens.index.ready
  }

  /** One for another answer that goes on from here. */
  copy(): Foresight {
    const copy = new Foresight(this.#states, this.#tokens, this.#state)
    copy.#pending = this.#pending
    return copy
  }

  /** Takes the next token of the answer. */
  push(token: number): void {
    const bytes = [...this.#pending, ...this.#tokens.bytes(token)]
    const whole = bytes.length - incompleteTail(bytes)
    this.#pending = bytes.slice(whole)
    const text = decoded(bytes.slice(0, whole))
    if (text === undefined) this.#state = undefined
    for (const character of text ?? '') {
      this.#state = this.#state && this.#states.after(this.#state, character.codePointAt(0) ?? 0)
    }
  }

  /** Tokens that would make the answer invalid UTF-8. While the list stays the same, so does the object. */
  get broken(): readonly number[] {
    return this.#tokens.brokenAfter(this.#pending)
  }

  /** All tokens that may be drawn next, where they are few; undefined where they are many, or not known. */
  few(): readonly number[] | undefined {
    if (this.#state === undefined || this.#pending.length > 0) return undefined
    const tokens = this.#tokens.index.tokensAt(this.#states, this.#state)
    const all = tokens && this.#state.mayEnd ? [...tokens, ...this.#tokens.ends] : tokens
    return all?.length === 0 ? undefined : all
  }

  /**
   * The tokens that must follow; empty if nothing is certain. The last word is left to the sampler, because the model
   * may prefer a longer token that begins with it and continues into the open part.
   */
  forced(): readonly number[] {
    if (this.#state === undefined || this.#pending.length > 0) return []
    const { text: whole, ends } = forcedText(this.#states, this.#state)
    const mark = Math.min(...this.#tokens.marks.map((each) => whole.indexOf(each)).filter((at) => at >= 0))
    const text = whole.slice(0, mark)
    const tokens = this.#spelled(text)
    if (tokens === undefined) return []
    if (!ends || text !== whole) return this.#withoutLastWord(tokens)
    return [...tokens, ...this.#tokens.ends.slice(0, 1)]
  }

  /** The tokens of a text; undefined where the tokenizer spells another one. */
  #spelled(text: string): number[] | undefined {
    if (text === '') return []
    const tokens = [...this.#tokens.tokenize(text)]
    const bytes = tokens.flatMap((token) => [...this.#tokens.bytes(token)])
    const wanted = encoder.encode(text)
    return bytes.length === wanted.length && bytes.every((byte, at) => byte === wanted[at]) ? tokens : undefined
  }

  #withoutLastWord(tokens: readonly number[]): readonly number[] {
    let kept = Math.max(0, tokens.length - 1)
    while (
      kept > 0 &&
      isWordByte(this.#bytesAt(tokens, kept).at(0)) &&
      isWordByte(this.#bytesAt(tokens, kept - 1).at(-1))
    ) {
      kept--
    }
    return tokens.slice(0, kept)
  }

  #bytesAt(tokens: readonly number[], at: number): Uint8Array {
    return this.#tokens.bytes(tokens[at] ?? 0)
  }
}

/** A letter, a digit, `_`, or a part of a character beyond ASCII. */
function isWordByte(byte = 0): boolean {
  return byte >= 0x80 || /\w/.test(String.fromCharCode(byte))
}

/** How many bytes at the end begin a character (RFC 3629, section 3) that is not complete. */
function incompleteTail(bytes: readonly number[]): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return length < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? length : 0
  }
  return 0
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return decoder.decode(Uint8Array.from(bytes))
  } catch {
    return undefined
  }
}
