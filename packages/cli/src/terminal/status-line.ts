/** One line on stderr that says what is going on until there is something to read. */
import type { Clock } from './clock.ts'
import type { OutputStream } from './output-stream.ts'
import { printableLine } from './printable.ts'
import { fitLine } from './text-width.ts'

/** Shows nothing at all where stderr is no terminal with a person before it. */
export class StatusLine {
  readonly #stderr: OutputStream
  readonly #clock: Clock
  #text = ''
  #since = 0
  #frame = 0
  #stop: (() => void) | undefined

  constructor(stderr: OutputStream, clock: Clock) {
    this.#stderr = stderr
    this.#clock = clock
  }

  /** Replaces what the line says; the first call draws it. */
  show(text: string): void {
    if (!this.#stderr.isInteractive || text === this.#text) return
    this.#text = text
    this.#since = this.#clock.now()
    this.#stop ??= this.#clock.every(80, () => {
      this.#frame++
      this.#draw()
    })
    this.#draw()
  }

  /** Shows a line of its own making, such as a progress bar, without spinner and clock. */
  showLine(line: string): void {
    if (!this.#stderr.isInteractive) return
    this.#pause()
    this.#text = line
    this.#stderr.paint(`${clearLine}${line}`)
  }

  /** Takes the line away; the cursor stands where it stood before the first `show`. */
  clear(): void {
    if (this.#text === '') return
    this.#pause()
    this.#text = ''
    this.#stderr.paint(clearLine)
  }

  [Symbol.dispose](): void {
    this.clear()
  }

  #pause(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #draw(): void {
    const seconds = Math.floor((this.#clock.now() - this.#since) / 1000)
    const text = `${frames[this.#frame % frames.length]} ${printableLine(this.#text)}${seconds > 0 ? ` ${seconds} s` : ''}`
    this.#stderr.paint(`${clearLine}${this.#stderr.style('dim', fitLine(text, this.#stderr.columns))}`)
  }
}

const clearLine = '\r\u001b[2K'
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
