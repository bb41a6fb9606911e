import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import { keep } from '../tools/typed-answer.ts'
import { answerPromise, type AnswerPromise } from './answer-promise.ts'
import type { Answers, OpeningStream } from './answers.ts'
import { completionCall, startDeadline, type Call } from './call.ts'
import { ChatCompletionStream } from './completion-stream.ts'
import type { Deadline } from './deadline.ts'
import { translate, type Dialect } from './dialect.ts'
import type { Connection } from './connection.ts'
import type { RequestOptions } from './options.ts'
import { parseCompletion, parseList } from './parse-answer.ts'
import { readAnswer } from './read-body.ts'
import type { WireResponse } from './send-request.ts'
import { sendWithRetries } from './send-with-retries.ts'
import { streamOver } from './stream-chat-completion.ts'

/** Answers by an OpenAI-compatible server. */
export class HttpAnswers implements Answers {
  readonly #connection: Connection
  readonly #dialect: Dialect | undefined

  constructor(connection: Connection, dialect?: Dialect) {
    this.#connection = connection
    this.#dialect = dialect
  }

  create<T>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): AnswerPromise<T> {
    return this.ask(completionCall(this.#translate(request)), options, (text, from) =>
      finish(parseCompletion(text, from)),
    )
  }

  stream<T extends ChatCompletion>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: (completion: ChatCompletion) => T | Promise<T>,
  ): OpeningStream<T> {
    const { source, send, deadline } = streamOver(this.#connection, this.#translate(request), options)
    const stream = new ChatCompletionStream(source, deadline, finish)
    const closing = <U>(work: Promise<U>): Promise<U> => {
      work.catch((error: unknown) => deadline.fail(error))
      return work
    }
    const open = async (sent: WireResponse): Promise<ChatCompletionStream<T>> => {
      await source.open(sent)
      return stream
    }
    return { stream, open: () => answerPromise(closing(send()), (sent) => closing(open(sent)), deadline) }
  }

  ask<T>(
    call: Call,
    options: RequestOptions,
    parse: (text: string, from: WireResponse) => T | Promise<T>,
  ): AnswerPromise<T> {
    const connection = call.query ? withQuery(this.#connection, call.query) : this.#connection
    const deadline = startDeadline(connection, options)
    const sending = sendWithRetries(connection, call, options, deadline)
    sending.catch(() => deadline.release())
    return answerPromise(sending, (sent) => this.#read(sent, parse, deadline), deadline)
  }

  async models(options: RequestOptions = {}): Promise<readonly Model[]> {
    const { data } = await this.ask({ method: 'GET', path: '/models' }, options, parseList<Model>)
    return data
  }

  #translate(request: ChatCompletionRequest): ChatCompletionRequest {
    return this.#dialect ? translate(request, this.#dialect) : request
  }

  async #read<T>(
    sent: WireResponse,
    parse: (text: string, from: WireResponse) => T | Promise<T>,
    deadline: Deadline,
  ): Promise<T> {
    const { maxResponseBytes: limit } = this.#connection
    try {
      return withRequestId(await parse(await readAnswer(sent.response, deadline, limit), sent), sent)
    } finally {
      deadline.release()
    }
  }
}

/** The query of a call is added to that of the base address. */
function withQuery(connection: Connection, query: NonNullable<Call['query']>): Connection {
  const baseURL = new URL(connection.baseURL)
  for (const [name, value] of query) baseURL.searchParams.append(name, value)
  return { ...connection, baseURL }
}

/** Notes the server's `x-request-id` on an answer, where openai's client has it. */
function withRequestId<T>(answer: T, { response }: WireResponse): T {
  return keep(answer, '_request_id', response.headers.get('x-request-id'))
}
