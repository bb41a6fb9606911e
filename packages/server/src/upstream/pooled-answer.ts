import type { ChatCompletionChunk } from 'colloquy/protocol'
import type { Lease } from './lease.ts'

/** An upstream that has begun to answer. */
export interface StartedAnswer {
  readonly lease: Lease
  readonly chunks: AsyncIterator<ChatCompletionChunk>
  readonly first: ChatCompletionChunk
}

/**
 * The chunks of whichever upstream answers. A class and no generator: generators add three promises to each chunk, and
 * a `return()` that waits for the chunk being read.
 */
export class PooledAnswer implements AsyncIterableIterator<ChatCompletionChunk> {
  readonly #start: () => Promise<StartedAnswer>
  #starting: Promise<StartedAnswer> | undefined
  #answer: StartedAnswer | undefined
  #left = false

  constructor(start: () => Promise<StartedAnswer>) {
    this.#start = start
  }

  async next(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    if (this.#left) return { done: true, value: undefined }
    const answer = this.#answer
    if (answer === undefined) return this.#begin()
    try {
      const result = await answer.chunks.next()
      if (result.done !== true) return result
      answer.lease.end()
      return { done: true, value: undefined }
    } catch (error) {
      answer.lease.fail(error)
      throw error
    }
  }

  async return(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    this.#left = true
    // Who leaves before the first chunk aborts the signal; the start then fails by itself, or is given back here.
    const answer = this.#answer ?? (await this.#starting?.catch(() => undefined))
    await answer?.chunks.return?.()
    answer?.lease.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async #begin(): Promise<IteratorResult<ChatCompletionChunk, undefined>> {
    this.#starting = this.#start()
    this.#answer = await this.#starting
    return { done: false, value: this.#answer.first }
  }
}
