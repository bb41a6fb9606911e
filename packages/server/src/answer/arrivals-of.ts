import { Arrivals, over } from './arrivals.ts'

/** What any iterable gives, to be taken as it comes. */
export function arrivalsOf<T>(iterable: AsyncIterable<T>): Arrivals<T> {
  const iterator = iterable[Symbol.asyncIterator]()
  return isArrivals(iterator) ? iterator : new IteratorArrivals(iterator)
}

function isArrivals<T>(iterator: AsyncIterator<T>): iterator is Arrivals<T> {
  return 'take' in iterator && 'ready' in iterator
}

class IteratorArrivals<T> extends Arrivals<T> {
  readonly #iterator: AsyncIterator<T, unknown>
  /** Gives, or throws, what has come. */
  #come: (() => IteratorResult<T, void>) | undefined

  constructor(iterator: AsyncIterator<T, unknown>) {
    super()
    this.#iterator = iterator
  }

  take(): IteratorResult<T, void> | undefined {
    const come = this.#come
    this.#come = undefined
    return come?.()
  }

  async ready(): Promise<void> {
    try {
      const result = await this.#iterator.next()
      this.#come = () => (result.done === true ? over : result)
    } catch (error) {
      this.#come = () => {
        throw error
      }
    }
  }

  async return(): Promise<IteratorResult<T, void>> {
    await this.#iterator.return?.()
    return over
  }
}
