import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'
import { Arrivals, over } from '../answer/arrivals.ts'
import { wholeChunk } from '../answer/whole-completion.ts'

/** An answer that is asked for whole, as the one chunk that says the same. It is asked for when it is first waited for. */
export class WholeAnswer extends Arrivals<ChatCompletionChunk> {
  readonly #ask: () => Promise<ChatCompletion>
  #asking: Promise<void> | undefined
  #chunk: ChatCompletionChunk | undefined
  #failure: { readonly error: unknown } | undefined
  #isOver = false

  constructor(ask: () => Promise<ChatCompletion>) {
    super()
    this.#ask = ask
  }

  take(): IteratorResult<ChatCompletionChunk, void> | undefined {
    if (this.#isOver) return over
    if (this.#failure !== undefined) throw this.#failure.error
    const value = this.#chunk
    if (value === undefined) return undefined
    this.#isOver = true
    return { done: false, value }
  }

  ready(): Promise<void> {
    return (this.#asking ??= this.#begin())
  }

  async return(): Promise<IteratorResult<ChatCompletionChunk, void>> {
    this.#isOver = true
    return over
  }

  async #begin(): Promise<void> {
    try {
      this.#chunk = wholeChunk(await this.#ask())
    } catch (error) {
      this.#failure = { error }
    }
  }
}
