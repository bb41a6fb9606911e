import type { Model } from '../protocol/index.ts'
import type { Answers } from './answers.ts'
import { Chat } from './chat.ts'
import { checkOptions, clientOptions, requestOptions, wrongType } from './check-options.ts'
import { HttpAnswers } from './http-answers.ts'
import { isRecord } from '../is-record.ts'
import { LocalAnswers } from './local-answers.ts'
import { fromOpenAiOptions, type OpenAiOptions } from './openai-options.ts'
import type { ColloquyOptions } from './colloquy-options.ts'
import { resolveConnection, type Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'

/**
 * A client for chat completions by OpenAI, any compatible server, or a model in this process.
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
  /** The models that can be used. */
  readonly models: Models

  constructor(options: ColloquyOptions & OpenAiOptions = {}) {
    const answers = answersOf(options)
    this.chat = new Chat(answers)
    this.models = {
      async list(how = {}) {
        checkOptions(how, requestOptions)
        return answers.models(how)
      },
    }
  }
}

/** What stands behind a client of these options. Throws `InvalidRequestError` for those that cannot be used. */
export function answersOf(given: ColloquyOptions & OpenAiOptions): Answers {
  checkOptions(given, clientOptions)
  const { backend, middleware, hooks, ...options } = given
  const own = backend
    ? new LocalAnswers(backend, options)
    : new HttpAnswers(hooked(resolveConnection(fromOpenAiOptions(options)), hooks), options.dialect)
  const wrapped: unknown = middleware?.(own) ?? own
  if (!isAnswers(wrapped)) throw wrongType('middleware', wrapped, ': it must be a `chain`')
  return wrapped
}

function isAnswers(value: unknown): value is Answers {
  return isRecord(value) && 'create' in value
}

function hooked(connection: Connection, hooks: ColloquyOptions['hooks']): Connection {
  return hooks ? { ...connection, transport: hooks(connection.transport) } : connection
}

/** The models of one client. */
export interface Models {
  /** Lists the models on offer. */
  list(options?: RequestOptions): Promise<readonly Model[]>
}
