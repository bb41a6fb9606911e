/**
 * Turns the bytes of tokens into text, whole characters only: a token may end inside a character, whose bytes are held
 * back until the rest comes. Bytes that are no UTF-8, or never completed, become U+FFFD. One instance per choice.
 */
export class Utf8Pieces {
  // A byte order mark is a character like others here: the model wrote it.
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true })

  /** Takes the next bytes and answers the characters they complete. */
  push(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes, { stream: true })
  }

  /** Answers U+FFFD when a character was left incomplete, else nothing. */
  end(): string {
    return this.#decoder.decode()
  }
}
