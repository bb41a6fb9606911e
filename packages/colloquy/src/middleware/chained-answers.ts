import { bodyTaken, type AnswerPromise } from '../client/answer-promise.ts'
import type { Answers, OpeningStream } from '../client/answers.ts'
import { checkRequest } from '../client/call.ts'
import { checkOptions, requestOptions } from '../client/check-options.ts'
import { ChatCompletionStream } from '../client/completion-stream.ts'
import { Deadline } from '../client/deadline.ts'
import type { RequestOptions } from '../client/options.ts'
import { AbortError, InvalidRequestError, isColloquyError } from '../errors/colloquy-error.ts'
import { callbackError } from '../errors/callback-error.ts'
import { isRecord } from '../is-record.ts'
import type { ChatCompletion, ChatCompletionRequest, Model } from '../protocol/index.ts'
import { deferred, type Deferred } from './deferred.ts'
import type { CallContext, CallResult, Middleware, Next } from './middleware.ts'
import { StreamedChunks } from './streamed-chunks.ts'

type Finish<T> = (completion: ChatCompletion) => T | Promise<T>

/** Answers of others, asked through middleware. */
export class ChainedAnswers implements Answers {
  readonly #answers: Answers
  readonly #middleware: readonly Middleware[]

  constructor(answers: Answers, middleware: readonly Middleware[]) {
    this.#answers = answers
    this.#middleware = middleware
  }

  create<T>(request: ChatCompletionRequest, options: RequestOptions, finish: Finish<T>): AnswerPromise<T> {
    const call = new ChainedCall(request, options)
    const answered = call
      .run(this.#middleware, (context) => this.#answers.create(context.request, context.options, unchanged))
      .then((result) => {
        if (!isCompletion(result)) throw wrongKind(result, 'a completion')
        call.done.resolve(result)
        return finish(result)
      })
    answered.catch((error: unknown) => call.fail(error))
    return call.answer(answered)
  }

  stream<T extends ChatCompletion>(
    request: ChatCompletionRequest,
    options: RequestOptions,
    finish: Finish<T>,
  ): OpeningStream<T> {
    const call = new ChainedCall(request, options)
    const open = async (): Promise<ChatCompletionStream> => {
      const result = await call.run(this.#middleware, (context) =>
        this.#answers.stream({ ...context.request, stream: true }, context.options, unchanged).open(),
      )
      if (result instanceof ChatCompletionStream) return result
      throw wrongKind(result, 'a stream')
    }
    const deadline = new Deadline()
    const passing = { onEnd: call.done.resolve, onFailure: (error: unknown) => call.fail(error) }
    const source = new StreamedChunks(open, passing, deadline)
    const stream = new ChatCompletionStream(source, deadline, finish)
    return { stream, open: () => call.answer(source.open().then(() => stream)) }
  }

  ask: Answers['ask'] = (...asked) => this.#answers.ask(...asked)

  models(options?: RequestOptions): Promise<readonly Model[]> {
    return this.#answers.models(options)
  }
}

/** One call on its way through middleware. */
class ChainedCall {
  readonly done: Deferred<ChatCompletion> = deferred()
  readonly #context: CallContext
  /**
   * The answer asked for last. Wrapped in an object, because a promise of a promise would resolve to the answer itself.
   */
  readonly #asked: Deferred<{ readonly answer: AnswerPromise<CallResult> }> = deferred()
  #raw = false

  constructor(request: ChatCompletionRequest, options: RequestOptions) {
    this.#context = { request, options, done: this.done.promise }
  }

  async run(
    middleware: readonly Middleware[],
    ask: (context: CallContext) => AnswerPromise<CallResult>,
  ): Promise<CallResult> {
    const last: Next = async (context) => {
      checkRequest(context.request)
      checkOptions(context.options, requestOptions)
      const answer = ask(context)
      this.#asked.resolve({ answer })
      // If the caller reads the raw response, middleware gets nothing to read and waits for ever.
      return this.#raw ? new Promise(() => {}) : answer
    }
    const first = middleware.reduceRight<Next>((next, each) => (context) => each(context, next), last)
    try {
      return await first(this.#context)
    } catch (error) {
      const { signal } = this.#context.options
      // Its own waits end with the caller's signal too.
      if (signal?.aborted && !isColloquyError(error)) throw new AbortError(undefined, { cause: signal.reason })
      throw callbackError(error)
    }
  }

  fail(error: unknown): void {
    this.done.reject(error)
    this.#asked.reject(error)
  }

  /** Joins the answer and the way to the response behind it. */
  answer<T>(answered: Promise<T>): AnswerPromise<T> {
    const left = deferred<never>()
    const outcome = Promise.race([answered, left.promise])
    const alone = answered.then(() => Promise.reject(withoutResponse()))
    const asked = (): Promise<{ readonly answer: AnswerPromise<CallResult> }> =>
      Promise.race([this.#asked.promise, alone])
    alone.catch(() => {})
    return Object.assign(outcome, {
      asResponse: async () => {
        this.#raw = true
        outcome.catch(() => {})
        left.reject(bodyTaken())
        const { answer } = await asked()
        return answer.asResponse()
      },
      withResponse: async () => {
        const { answer } = await asked()
        const { response, request_id } = await answer.withResponse()
        return { data: await answered, response, request_id }
      },
    })
  }
}

const unchanged = (completion: ChatCompletion): ChatCompletion => completion

/** Whether the result is a completion. Middleware that forgets to return what `next` gave returns undefined. */
function isCompletion(result: unknown): result is ChatCompletion {
  return isRecord(result) && Array.isArray(result['choices'])
}

function wrongKind(result: unknown, expected: string): InvalidRequestError {
  const streams = result instanceof ChatCompletionStream
  const given = streams ? 'a stream' : isCompletion(result) ? 'a completion' : `a value of the type ${typeof result}`
  return new InvalidRequestError(
    `Middleware answered with ${given} where ${expected} was asked for: give back what \`next\` gives.`,
  )
}

function withoutResponse(): InvalidRequestError {
  return new InvalidRequestError('There is no HTTP response: middleware answered by itself.')
}
