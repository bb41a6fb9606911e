import type { Model } from '../protocol/index.ts'
import { Chat } from './chat.ts'
import { HttpAnswers } from './http-answers.ts'
import { LocalAnswers } from './local-answers.ts'
import { fromOpenAiOptions, type OpenAiOptions } from './openai-options.ts'
import type { ColloquyOptions } from './colloquy-options.ts'
import { resolveConnection, type Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'

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

  constructor({ backend, middleware, hooks, ...options }: ColloquyOptions & OpenAiOptions = {}) {
    const own = backend
      ? new LocalAnswers(backend, options)
      : new HttpAnswers(hooked(resolveConnection(fromOpenAiOptions(options)), hooks), options.dialect)
    const answers = middleware?.(own) ?? own
    this.chat = new Chat(answers)
    this.models = { list: (how) => answers.models(how) }
  }
}

function hooked(connection: Connection, hooks: ColloquyOptions['hooks']): Connection {
  return hooks ? { ...connection, transport: hooks(connection.transport) } : connection
}

/** The models of one client. */
export interface Models {
  /** Lists the models on offer. */
  list(options?: RequestOptions): Promise<readonly Model[]>
}
