/** One stretch of thoughts, told without the white space at its ends, which is layout of the tags around it. */
export class ThoughtText {
  readonly #send: (text: string) => void
  #begun = false
  #blank = ''

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  /** Whether a word was thought. */
  get hasBegun(): boolean {
    return this.#begun
  }

  /** What follows goes on with words that were thought before: white space between is part of the thought. */
  goOnBehind(words: string): void {
    this.#begun = words.trim() !== ''
  }

  think(text: string): void {
    const whole = this.#begun ? this.#blank + text : text.trimStart()
    const words = whole.trimEnd()
    this.#blank = whole.slice(words.length)
    if (words === '') return
    this.#begun = true
    this.#send(words)
  }
}
