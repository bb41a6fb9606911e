import { forcedText } from './forced-text.ts'
import type { GrammarState, GrammarStates } from './grammar-states.ts'
import type { TokenIndex } from './token-index.ts'

/** What foresight must know of a model's tokens. */
export interface ForeseenTokens {
  /** Those that can be drawn under the grammar, but for the ends of a turn and those that hold a part of a character. */
  readonly index: TokenIndex
  /** Tokens with which the model ends its turn, the customary one first. */
  readonly ends: readonly number[]
  /** Texts that have a token of their own which steers the model: never spelled here. */
  readonly marks: readonly string[]
  tokenize(text: string): Iterable<number>
  /** The bytes that a token adds to the text; a mark's are those of its text. */
  bytes(token: number): Uint8Array
  /** Tokens that make no text behind the first bytes of a character; the same list for the same ones. */
  brokenAfter(pending: readonly number[]): readonly number[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Knows what may come next in one answer that is held to a grammar, where that is little: the tokens that must follow, and
 * the few that can. What it knows need not be drawn from the whole vocabulary, nor evaluated token by token. It never
 * allows more than the grammar; where it does not know, the sampler's own search goes on.
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

  /** Tokens that would make the answer no text in UTF-8; the same list as before wherever they are the same. */
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
   * The tokens that must follow; none where that is open. The last word stays to be drawn: a longer token may begin with
   * it and reach into what is open.
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
