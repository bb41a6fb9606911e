import type { ChatCompletionChunk } from 'colloquy/protocol'
import { Arrivals, over } from '../answer/arrivals.ts'
import type { Lease } from './lease.ts'

/** An upstream that has begun to answer. */
export interface StartedAnswer {
  readonly lease: Lease
  readonly first: ChatCompletionChunk
  /** Those behind the first. */
  readonly chunks: Arrivals<ChatCompletionChunk>
}

/** The chunks of whichever upstream answers. Nobody is asked before they are waited for. */
export class PooledAnswer extends Arrivals<ChatCompletionChunk> {
  readonly #start: () => Promise<StartedAnswer>
  #starting: Promise<void> | undefined
  #answer: StartedAnswer | undefined
  #first: ChatCompletionChunk | undefined
  /** Why nobody answers. */
  #failure: { readonly error: unknown } | undefined
  #left = false

  constructor(start: () => Promise<StartedAnswer>) {
    super()
    this.#start = start
  }

  take(): IteratorResult<ChatCompletionChunk, void> | undefined {
    if (this.#left) return over
    if (this.#failure !== undefined) throw this.#failure.error
    const value = this.#first
    if (value === undefined) return this.#answer && takeFrom(this.#answer)
    this.#first = undefined
    return { done: false, value }
  }

  ready(): Promise<void> {
    return this.#answer?.chunks.ready() ?? (this.#starting ??= this.#begin())
  }

  async return(): Promise<IteratorResult<ChatCompletionChunk, void>> {
    this.#left = true
    // Who leaves before the first chunk aborts the signal; the start then fails by itself, or is given back here.
    if (this.#answer === undefined) await this.#starting
    await this.#answer?.chunks.return()
    this.#answer?.lease.end()
    return over
  }

  async #begin(): Promise<void> {
    try {
      this.#answer = await this.#start()
      this.#first = this.#answer.first
    } catch (error) {
      this.#failure = { error }
    }
  }
}

function takeFrom({ chunks, lease }: StartedAnswer): IteratorResult<ChatCompletionChunk, void> | undefined {
  try {
    const taken = chunks.take()
    if (taken?.done === true) lease.end()
    return taken
  } catch (error) {
    lease.fail(error)
    throw error
  }
}
