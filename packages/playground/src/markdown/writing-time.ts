// Milliseconds of a frame's 16: laying out what was written takes up to four times as long as writing it.
const share = 4

/** The time of a frame that all texts of the page share: a conversation of hundreds of messages is written over many frames. */
export class WritingTime {
  #until = 0
  #frame: number | undefined
  // The last one goes on first: a reader looks at the end.
  readonly #waiting: (() => void)[] = []

  /** Whether there is time to write in this frame. */
  isLeft(): boolean {
    const now = performance.now()
    if (this.#frame === undefined) {
      this.#until = now + share
      this.#frame = requestAnimationFrame(() => this.#next())
    }
    return now < this.#until
  }

  /** Calls back when there is time again. */
  afterwards(write: () => void): void {
    this.#waiting.push(write)
  }

  #next(): void {
    this.#frame = undefined
    while (this.#waiting.length > 0 && this.isLeft()) this.#waiting.pop()?.()
  }
}

export const writingTime: WritingTime = new WritingTime()
