/** An iteration whose first item has been waited for. */
export interface StartedStream<T> extends AsyncIterable<T> {
  /** Ends the iteration where it stands. An iterator that rests between two items sees no abort; this runs its `finally`. */
  close(): Promise<void>
}

/** Waits for the first item, so that an error before it is thrown here, while the answer can still be an HTTP error. */
export async function startStream<T>(items: AsyncIterable<T>): Promise<StartedStream<T>> {
  const iterator = items[Symbol.asyncIterator]()
  const first = await iterator.next()
  let firstTaken = false
  const fromFirst: AsyncIterator<T> = {
    async next() {
      if (firstTaken) return iterator.next()
      firstTaken = true
      return first
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
  return {
    [Symbol.asyncIterator]: () => fromFirst,
    async close() {
      await iterator.return?.()
    },
  }
}
