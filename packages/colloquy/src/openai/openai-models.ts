import type { AnswerPromise, Identified } from '../client/answer-promise.ts'
import type { Answers } from '../client/answers.ts'
import type { RequestOptions } from '../client/options.ts'
import { iterable, Page } from '../client/page.ts'
import { parseModel } from '../client/parse-answer.ts'
import type { Model } from '../protocol/index.ts'

/** The models of one client, in the shape of openai's. */
export class OpenAIModels {
  readonly #answers: Answers

  constructor(answers: Answers) {
    this.#answers = answers
  }

  /** Lists the models on offer: all as the one page there is. Await it for the page, or iterate it. */
  list(options?: RequestOptions): Promise<Page<Model>> & AsyncIterable<Model> {
    const page: Promise<Page<Model>> = this.#answers
      .models(options)
      .then((models) => new Page({ data: [...models] }, () => page))
    return iterable(page)
  }

  /** Tells of one model; asks a server, not a backend in this process. */
  retrieve(id: string, options: RequestOptions = {}): AnswerPromise<Identified<Model>> {
    return this.#answers.ask({ method: 'GET', path: `/models/${encodeURIComponent(id)}` }, options, parseModel)
  }
}
