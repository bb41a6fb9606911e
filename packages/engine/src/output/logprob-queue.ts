import type { ChatCompletionTokenLogprob } from 'colloquy/protocol'

interface Entry {
  /** Where in the output its first character stands. */
  readonly start: number
  /** Where the character after its last one stands. */
  readonly end: number
  readonly logprob: ChatCompletionTokenLogprob
}

/** Keeps the log probabilities of tokens until it is known whether their text is content. One instance per choice. */
export class LogprobQueue {
  #entries: Entry[] = []

  /** Adds a token that brought `length` UTF-16 units at `start`; a token inside a character belongs to that character. */
  push(start: number, length: number, logprob: ChatCompletionTokenLogprob): void {
    this.#entries.push({ start, end: start + Math.max(1, length), logprob })
  }

  /** Takes those of the tokens from which the text between two places came; of earlier ones nothing came. */
  take(from: number, to: number): ChatCompletionTokenLogprob[] {
    const taken = this.#entries.filter(({ start, end }) => start < to && end > from).map(({ logprob }) => logprob)
    this.#entries = this.#entries.filter(({ start }) => start >= to)
    return taken
  }
}
