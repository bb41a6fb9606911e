/** Bytes to be met again. They are compared four at a time, which takes half the time of one by one. */
export class SharedBytes {
  readonly #words: Int32Array
  readonly #length: number

  /** At least four bytes. */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#length = bytes.length
    this.#words = new Int32Array(Math.ceil(bytes.length / 4))
    // The last word may overlap the one before.
    for (let at = 0; at < this.#words.length; at++) this.#words[at] = view.getInt32(Math.min(at * 4, bytes.length - 4))
  }

  /** Gives the place after the bytes where they stand at `at`; -1 where others do. */
  match(view: DataView, at: number): number {
    const words = this.#words
    const end = at + this.#length
    if (end > view.byteLength) return -1
    const last = words.length - 1
    if (view.getInt32(end - 4) !== words[last]) return -1
    for (let word = 0; word < last; word++) if (view.getInt32(at + word * 4) !== words[word]) return -1
    return end
  }
}
