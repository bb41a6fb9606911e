import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { mapAnswer, type AnswerPromise } from './answer-promise.ts'

/** One page of a list on the server, with the way to the next. Iterating goes through all pages. */
export class Page<T extends { id: string }> implements AsyncIterable<T> {
  /** The things of this page. */
  readonly data: T[]
  /** Whether another page follows. */
  readonly has_more: boolean
  readonly #next: (after: string) => Promise<Page<T>>

  constructor({ data, has_more }: { data: T[]; has_more?: boolean }, next: (after: string) => Promise<Page<T>>) {
    this.data = data
    this.has_more = has_more ?? false
    this.#next = next
  }

  /** The things of this page, under the name openai's client has for them. */
  getPaginatedItems(): T[] {
    return this.data
  }

  /** Whether there is a next page to fetch. */
  hasNextPage(): boolean {
    // An empty page names nothing to go on after, whatever it says.
    return this.has_more && this.data.length > 0
  }

  /** Fetches the next page. Throws `InvalidRequestError` where there is none: {@link hasNextPage} tells. */
  async getNextPage(): Promise<Page<T>> {
    const last = this.data.at(-1)
    if (this.has_more && last) return this.#next(last.id)
    throw new InvalidRequestError('There is no next page.')
  }

  /** This page and those after it. */
  async *iterPages(): AsyncGenerator<Page<T>, undefined> {
    yield this
    let page: Page<T> | undefined
    while ((page ?? this).hasNextPage()) yield (page = await (page ?? this).getNextPage())
  }

  /** The things of this page and of those after it. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined> {
    for await (const { data } of this.iterPages()) yield* data
  }
}

/** The promise of a page; iterate it for all things of all pages, without awaiting it first. */
export interface PagePromise<T extends { id: string }> extends AnswerPromise<Page<T>>, AsyncIterable<T> {}

/** Asks for the first page, and for each that follows by the id of the last thing before it. */
export function pagesOf<T extends { id: string }, Query extends { after?: string }>(
  query: Query,
  ask: (query: Query) => AnswerPromise<{ data: T[]; has_more?: boolean }>,
): PagePromise<T> {
  const page = (asked: Query): AnswerPromise<Page<T>> =>
    mapAnswer(ask(asked), (list) => new Page(list, (after) => page({ ...query, after })))
  return iterable(page(query))
}

/** Lets the promise of a page be iterated without awaiting it first. */
export function iterable<T extends { id: string }, P extends Promise<Page<T>>>(page: P): P & AsyncIterable<T> {
  return Object.assign(page, {
    /** The things of this page and of those after it. */
    async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined> {
      yield* await page
    },
  })
}
