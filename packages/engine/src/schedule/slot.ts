/** One sequence of the context, and the tokens it holds evaluated. */
export class Slot {
  readonly sequence: number
  /** True while a request runs on it. */
  busy = false
  /** Grows with each use; the smallest is the least recently used. */
  lastUse = 0
  readonly #tokens: Uint32Array
  #length = 0

  constructor(sequence: number, contextSize: number) {
    this.sequence = sequence
    this.#tokens = new Uint32Array(contextSize)
  }

  /** How many tokens are held. */
  get length(): number {
    return this.#length
  }

  /** Notes tokens that were evaluated at the end. */
  append(tokens: Uint32Array): void {
    this.#tokens.set(tokens, this.#length)
    this.#length += tokens.length
  }

  /** Notes that all tokens from `length` on were forgotten. */
  truncate(length: number): void {
    this.#length = Math.min(this.#length, length)
  }

  /** Notes that it now holds what `other` holds. */
  become(other: Slot): void {
    this.#tokens.set(other.#tokens.subarray(0, other.#length))
    this.#length = other.#length
  }

  /** How many tokens at the start of `prompt` are held in this order. */
  commonPrefix(prompt: Uint32Array): number {
    const end = Math.min(this.#length, prompt.length)
    let shared = 0
    while (shared < end && this.#tokens[shared] === prompt[shared]) shared++
    return shared
  }
}
