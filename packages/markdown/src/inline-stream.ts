/** Reads inline Markdown while it comes and gives what no further text can change. Pure; one instance a block. */
import type { Inline } from './inline.ts'
import { parseInline } from './parse-inline.ts'

// How long an open mark may hold back what follows it. Bold text is rarely longer than a sentence; beyond this the
// mark is shown as it is, so that a stray star cannot stop the stream, and reading stays linear.
const patience = 400

/** Nothing that was given is taken back. */
export class InlineStream {
  #held = ''
  #before = '\n'

  push(text: string): readonly Inline[] {
    this.#held += text
    const ready: Inline[] = []
    for (;;) {
      const { settled } = parseInline(this.#held, { partial: true, before: this.#before })
      if (settled > 0) ready.push(...this.#release(settled))
      if (this.#held.length <= patience) return ready
      const stray = /^(?:([*_~`])\1*|!?\[|[^])/u.exec(this.#held)?.[0] ?? ''
      ready.push({ kind: 'text', text: stray })
      this.#drop(stray.length)
    }
  }

  end(): readonly Inline[] {
    return this.#release(this.#held.length)
  }

  #release(length: number): readonly Inline[] {
    const after = this.#held.charAt(length) || '\n'
    const { inlines } = parseInline(this.#held.slice(0, length), { before: this.#before, after })
    this.#drop(length)
    return inlines
  }

  #drop(length: number): void {
    this.#before = this.#held.charAt(length - 1) || this.#before
    this.#held = this.#held.slice(length)
  }
}
