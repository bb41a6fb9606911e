/**
 * Hands items from a producer that never waits to one reader. Items pile up while the reader is slow. That is bounded,
 * since an answer is no longer than a context; if a slot waited for its reader instead, other requests could not use
 * it.
 */
export class Outbox<Item> implements AsyncIterable<Item> {
  #items: Item[] = []
  #ended = false
  #error: unknown
  #wake: (() => void) | undefined

  push(item: Item): void {
    this.#items.push(item)
    this.#wake?.()
  }

  /** No more items come. With an error the reader gets it after the items that are there. */
  end(error?: unknown): void {
    this.#ended = true
    this.#error = error
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for (;;) {
      const items = this.#items
      this.#items = []
      yield* items
      if (this.#items.length > 0) continue
      if (this.#ended) break
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    if (this.#error !== undefined) throw this.#error
  }
}
