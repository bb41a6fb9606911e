import type { ChatBackend } from '../backend.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import type { AnswerPromise } from './answer-promise.ts'
import type { Answers, OpeningStream } from './answers.ts'
import { backendChunks, throwBackendError } from './backend-chunks.ts'
import { ChatCompletionStream } from './completion-stream.ts'
import { Deadline } from './deadline.ts'
import type { ClientOptions, RequestOptions } from './options.ts'
import { limitsOf } from './timeouts.ts'

/** Answers by a backend in this process. Its waits are bounded only where the caller says so: a model may be slow. */
export class LocalAnswers implements Answers {
  readonly #backend: ChatBackend
  readonly #options: ClientOptions

  constructor(backend: ChatBackend, options: ClientOptions) {
    this.#backend = backend
    this.#options = options
  }

  create<T>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): AnswerPromise<T> {
    const { stream } = this.stream(request, options, (completion) => completion)
    return withoutResponse(stream.completion().then(finish))
  }

  stream<T extends ChatCompletion>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): OpeningStream<T> {
    const deadline = this.#deadline(options)
    const source = backendChunks(this.#backend, request, deadline)
    const stream = new ChatCompletionStream(source, deadline, finish)
    return { stream, open: () => withoutResponse(stream.open()) }
  }

  ask<T>(): AnswerPromise<T> {
    const error = new InvalidRequestError('A backend stores no completions.', {
      code: 'unsupported_parameter',
    })
    return withoutResponse(Promise.reject(error))
  }

  models(options: RequestOptions = {}): Promise<readonly Model[]> {
    const deadline = this.#deadline(options)
    const models = deadline.race(async () => this.#backend.models())
    return models.catch(throwBackendError).finally(() => deadline.release())
  }

  #deadline({ timeout: own, signal }: RequestOptions): Deadline {
    const { timeout, clock } = this.#options
    return new Deadline(limitsOf(own, timeout), signal, clock)
  }
}

function withoutResponse<T>(answer: Promise<T>): AnswerPromise<T> {
  const refuse = () => {
    answer.catch(() => {})
    return Promise.reject(new InvalidRequestError('A backend gives no HTTP response.'))
  }
  return Object.assign(answer, { asResponse: refuse, withResponse: refuse })
}
