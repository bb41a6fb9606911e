/** Receives a stretch of content; `at` is where in the output it begins. */
export type SayContent = (text: string, at: number) => void

/**
 * The content between stretches of reasoning and calls. White space before the first word is held back until that word
 * comes: next to reasoning or a call it is layout and dropped, elsewhere it is content and sent as it was written.
 */
export class SpokenText {
  readonly #send: SayContent
  // What came before the next word; undefined once words were said.
  #pause: 'start' | 'reasoning' | 'call' | undefined = 'start'
  #blank = ''
  #blankAt = 0
  #endsLine = false

  constructor(send: SayContent) {
    this.#send = send
  }

  /** Whether no word of content has come since the start, since reasoning or since a call. */
  get isPausing(): boolean {
    return this.#pause !== undefined
  }

  /** Whether what comes next begins a line. */
  get isAtLineStart(): boolean {
    return this.isPausing || this.#endsLine
  }

  /** What follows goes on with words that were said before: white space between is part of what is said. */
  goOnBehind(words: string): void {
    this.#pause = undefined
    this.#endsLine = words.endsWith('\n')
  }

  /** Says more, which begins at `at` of the output; what the prompt wrote, before 0, is not said. */
  say(text: string, at: number): void {
    const spoken = at < 0 ? text.slice(-at) : text
    if (spoken === '') return
    const start = Math.max(0, at)
    if (this.#pause === undefined) {
      this.#tell(spoken, start)
      return
    }
    const word = spoken.search(/\S/)
    // White space before a mark that was cut out is layout of the mark.
    if (this.#blankAt + this.#blank.length !== start) this.#blank = ''
    if (this.#blank === '') this.#blankAt = start
    this.#blank += word < 0 ? spoken : spoken.slice(0, word)
    if (word < 0) return
    const blank = this.#pause === 'reasoning' ? '' : this.#blank
    const blankAt = this.#blankAt
    this.#pause = undefined
    this.#blank = ''
    if (blank !== '') this.#tell(blank, blankAt)
    this.#tell(spoken.slice(word), start + word)
  }

  /** Reasoning or a call begins; the white space before it was layout. */
  pause(reason: 'reasoning' | 'call'): void {
    this.#pause = reason
    this.#blank = ''
  }

  /** Nothing more is said: an answer of white space alone is an answer. */
  end(): void {
    if (this.#pause === 'start' && this.#blank !== '') this.#tell(this.#blank, this.#blankAt)
    this.#blank = ''
  }

  #tell(text: string, at: number): void {
    this.#endsLine = text.endsWith('\n')
    this.#send(text, at)
  }
}
