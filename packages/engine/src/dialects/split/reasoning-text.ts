/** One stretch of reasoning, sent on without the white space at its ends: that belongs to the tags around it. */
export class ReasoningText {
  readonly #send: (text: string) => void
  #begun = false
  #blank = ''

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  /** Whether it has a word yet. */
  get hasBegun(): boolean {
    return this.#begun
  }

  /** What comes next continues earlier words, so white space between the two is part of the reasoning. */
  goOnBehind(words: string): void {
    this.#begun = words.trim() !== ''
  }

  /** Takes the next piece of the text. */
  add(text: string): void {
    const whole = this.#begun ? this.#blank + text : text.trimStart()
    const words = whole.trimEnd()
    this.#blank = whole.slice(words.length)
    if (words === '') return
    this.#begun = true
    this.#send(words)
  }
}
