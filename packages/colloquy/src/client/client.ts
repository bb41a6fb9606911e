import type { Model } from '../protocol/index.ts'
import type { Answers } from './answers.ts'
import { Chat } from './chat.ts'
import { HttpAnswers } from './http-answers.ts'
import { LocalAnswers } from './local-answers.ts'
import { fromOpenAiOptions, type OpenAiOptions } from './openai-options.ts'
import { resolveConnection, type ColloquyOptions, type RequestOptions } from './options.ts'

/**
 * A client for chat completions: of OpenAI, of any compatible server, or of a model in this process.
 *
 * @example
 * const client = new Colloquy({ baseURL: 'http://localhost:8080/v1' })
 * const completion = await client.chat.createChatCompletion({
 *   model: 'smollm2',
 *   messages: [{ role: 'user', content: 'Say hello.' }],
 * })
 * console.log(completion.choices[0]?.message.content)
 */
export class Colloquy {
  /** Chat completions. */
  readonly chat: Chat
  /** The models on offer. */
  readonly models: Models

  constructor({ backend, middleware, ...options }: ColloquyOptions & OpenAiOptions = {}) {
    const own = backend
      ? new LocalAnswers(backend, options)
      : new HttpAnswers(resolveConnection(fromOpenAiOptions(options)), options.dialect)
    const answers = middleware?.(own) ?? own
    this.chat = new Chat(answers)
    this.models = new Models(answers)
  }
}

/** The models of one client. */
export class Models {
  readonly #answers: Answers

  constructor(answers: Answers) {
    this.#answers = answers
  }

  /** Lists the models on offer. */
  list(options?: RequestOptions): Promise<readonly Model[]> {
    return this.#answers.models(options)
  }
}
