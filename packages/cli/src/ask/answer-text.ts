/** Picks the text of the answer out of its chunks. Pure; one instance per answer. */
import type { ChatCompletionChunk } from 'colloquy/protocol'

interface ChoiceText {
  pending: string
  finished: boolean
}

/**
 * Gives text as soon as it may be written: the first unfinished choice streams, later ones wait for their turn and are
 * set apart by an empty line. Newlines at the end are held back until more text comes, so that the answer ends with
 * exactly one.
 */
export class AnswerText {
  readonly #choices = new Map<number, ChoiceText>()
  #current = 0
  #separator = ''
  #held = ''
  #begun = false

  /** True once `push` has given any text. */
  get begun(): boolean {
    return this.#begun
  }

  push(chunk: ChatCompletionChunk): string {
    // Servers leave out what the schema requires: usage chunks without choices, last chunks without a delta.
    for (const { index, delta, finish_reason } of chunk.choices ?? []) {
      const choice = this.#choices.get(index) ?? { pending: '', finished: false }
      choice.pending += `${delta?.content ?? ''}${delta?.refusal ?? ''}`
      choice.finished ||= Boolean(finish_reason)
      this.#choices.set(index, choice)
    }
    return this.#release()
  }

  /** Ends the line that was begun; an answer without a word is an empty line. */
  end(): string {
    const rest = this.#held.replaceAll(/[\r\n]/gu, '')
    this.#held = ''
    return `${rest}\n`
  }

  #release(): string {
    let ready = ''
    for (;;) {
      const choice = this.#choices.get(this.#current)
      if (!choice) return ready
      ready += this.#keepEnd(choice.pending)
      choice.pending = ''
      if (!choice.finished) return ready
      this.#current++
      this.#held = ''
      this.#separator = '\n\n'
    }
  }

  // Holds back newlines, a carriage return that may belong to one, and half a surrogate pair, which would be encoded as
  // a replacement character if it were sent alone.
  #keepEnd(text: string): string {
    if (text === '') return ''
    const all = this.#held + text
    const keep = /[\r\n]*[\uD800-\uDBFF]?$/u.exec(all)?.[0] ?? ''
    this.#held = keep
    const ready = all.slice(0, all.length - keep.length)
    if (ready === '') return ''
    const separator = this.#begun ? this.#separator : ''
    this.#separator = ''
    this.#begun = true
    return separator + ready
  }
}
