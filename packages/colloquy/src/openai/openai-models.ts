import { rejectedAnswer, type AnswerPromise, type Identified } from '../client/answer-promise.ts'
import type { Answers } from '../client/answers.ts'
import { checkOptions, requestOptions, wrongType } from '../client/check-options.ts'
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
  list(options: RequestOptions = {}): Promise<Page<Model>> & AsyncIterable<Model> {
    const ask = async (): Promise<Page<Model>> => {
      checkOptions(options, requestOptions)
      return new Page({ data: [...(await this.#answers.models(options))] }, () => page)
    }
    const page = ask()
    return iterable(page)
  }

  /** Tells of one model; asks a server, not a backend in this process. */
  retrieve(id: string, options: RequestOptions = {}): AnswerPromise<Identified<Model>> {
    try {
      checkOptions(options, requestOptions)
      // Without a name the address would be that of the list.
      if (!id || typeof id !== 'string') throw wrongType('id', id, ': it must be the name of a model')
      return this.#answers.ask({ method: 'GET', path: `/models/${encodeURIComponent(id)}` }, options, parseModel)
    } catch (error) {
      return rejectedAnswer(error)
    }
  }
}
