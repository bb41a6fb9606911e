import type { ChatBackend } from '../backend.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import { BackendChunks } from './backend-chunks.ts'
import { ChatCompletionStream } from './completion-stream.ts'
import { Deadline } from './deadline.ts'
import { HttpBackend } from './http-backend.ts'
import type { ClientOptions, ColloquyOptions, RequestOptions } from './options.ts'

/** What a request is answered with: chunks for `stream: true`, else the whole completion. */
export type ChatCompletionResult<Stream> = Stream extends true ? ChatCompletionStream : ChatCompletion

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

  constructor({ backend, ...options }: ColloquyOptions = {}) {
    const answers = backend ? new LocalAnswers(backend, options) : new HttpBackend(options)
    this.chat = new Chat(answers)
    this.models = new Models(answers)
  }
}

/** What both kinds of client can do. */
interface Answers {
  create(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletion>
  open(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletionStream>
  models(options?: RequestOptions): Promise<readonly Model[]>
}

/** Chat completions of one client. */
export class Chat {
  readonly #answers: Answers

  constructor(answers: Answers) {
    this.#answers = answers
  }

  /**
   * Creates a model response for the given chat conversation.
   *
   * With `stream: true` the result is a stream of chunks, else the whole completion. Rejects with a `ColloquyError`
   * whose class and `code` tell what happened.
   */
  createChatCompletion<Stream extends boolean | null | undefined = undefined>(
    request: ChatCompletionRequest & { stream?: Stream },
    options?: RequestOptions,
  ): Promise<ChatCompletionResult<Stream>>
  async createChatCompletion(
    request: ChatCompletionRequest,
    options: RequestOptions = {},
  ): Promise<ChatCompletion | ChatCompletionStream> {
    // Callers without a type checker: what is no request rejects like any other wrong one.
    if (!isRecord(request)) throw new InvalidRequestError('Expected a request: an object with `model` and `messages`.')
    return request.stream ? this.#answers.open(request, options) : this.#answers.create(request, options)
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

/** Answers by a backend in this process. Its waits are bounded only where the caller says so: a model may be slow. */
class LocalAnswers implements Answers {
  readonly #backend: ChatBackend
  readonly #options: ClientOptions

  constructor(backend: ChatBackend, options: ClientOptions) {
    this.#backend = backend
    this.#options = options
  }

  async create(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletion> {
    return this.#stream(request, options).completion()
  }

  async open(request: ChatCompletionRequest, options: RequestOptions): Promise<ChatCompletionStream> {
    return this.#stream(request, options).open()
  }

  models(): Promise<readonly Model[]> {
    return this.#backend.models()
  }

  #stream(request: ChatCompletionRequest, options: RequestOptions): ChatCompletionStream {
    const timeout = { ...this.#options.timeout, ...options.timeout }
    const deadline = new Deadline({ total: timeout.total, signal: options.signal, clock: this.#options.clock })
    return new ChatCompletionStream(new BackendChunks(this.#backend, request, deadline, timeout), deadline)
  }
}
