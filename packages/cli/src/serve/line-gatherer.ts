/**
 * Gathers what is pushed in a turn of the event loop and writes it at its end: a write to a pipe or a file waits for the
 * system, and under load a turn ends many requests. Disposed of, it writes what is left: a drained process ends in the
 * very turn in which its last answer did.
 */
export class LineGatherer implements Disposable {
  readonly #write: (text: string) => void
  #gathered = ''

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  push(text: string): void {
    if (this.#gathered === '') setImmediate(() => this[Symbol.dispose]())
    this.#gathered += text
  }

  [Symbol.dispose](): void {
    const text = this.#gathered
    this.#gathered = ''
    if (text !== '') this.#write(text)
  }
}
