import type { CacheTerms } from './cache-terms.ts'
import { commonPrefix } from './common-prefix.ts'

/** One sequence of the context, and the tokens it holds evaluated. */
export class Slot {
  readonly sequence: number
  /** True while a request runs on it. */
  busy = false
  /** Grows with each use; the smallest is the least recently used. */
  lastUse = 0
  /** When it was given back, in milliseconds of the scheduler's clock. */
  freeSince = 0
  /** How what it holds is kept; undefined before its first use. */
  terms: CacheTerms | undefined
  readonly #grain: number
  readonly #tokens: Uint32Array
  #length = 0
  #whole = 0

  /** `grain`: prompts are evaluated in parts of this many tokens, and only whole parts are reused. */
  constructor(sequence: number, contextSize: number, grain: number) {
    this.sequence = sequence
    this.#grain = grain
    this.#tokens = new Uint32Array(contextSize)
  }

  /** How many tokens are held. */
  get length(): number {
    return this.#length
  }

  /** Notes tokens that were evaluated at the end. */
  append(tokens: Uint32Array): void {
    this.#tokens.set(tokens, this.#length)
    if (this.#whole === this.#length && tokens.length % this.#grain === 0) this.#whole += tokens.length
    this.#length += tokens.length
  }

  /** Notes that all tokens from `length` on were forgotten. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length)
    this.#whole = Math.min(this.#whole, wholeParts(this.#length, this.#grain))
  }

  /** Notes that it now holds what `other` holds. */
  become(other: Slot): void {
    this.#tokens.set(other.#tokens.subarray(0, other.#length))
    this.#length = other.#length
    this.#whole = other.#whole
  }

  /** How many tokens at the start of `prompt` are held in this order. */
  commonPrefix(prompt: Uint32Array): number {
    return commonPrefix(this.#tokens, prompt, this.#length)
  }

  /** How many of them need no evaluation: never the last one of the prompt, from whose logits the next token is drawn. */
  usablePrefix(prompt: Uint32Array): number {
    return wholeParts(Math.min(this.commonPrefix(prompt), this.#whole, prompt.length - 1), this.#grain)
  }
}

function wholeParts(length: number, grain: number): number {
  return length - (length % grain)
}
