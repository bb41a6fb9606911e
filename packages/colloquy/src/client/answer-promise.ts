import { callbackError } from '../errors/callback-error.ts'
import { InvalidRequestError } from '../errors/colloquy-error.ts'
import type { Deadline } from './deadline.ts'
import { toResponse } from './http-response.ts'
import type { WireResponse } from './send-request.ts'

/** The promise of an answer, and a way to the HTTP response behind it. */
export interface AnswerPromise<T> extends Promise<T> {
  /**
   * Gives the response as soon as its head is there, with the body for you to read. No limit of time runs from then
   * on; your signal still counts. To be called at once, on the promise as it was given, which itself then rejects.
   */
  asResponse(): Promise<Response>
  /** Gives the answer beside the response it came in, whose body is spent, and the server's `x-request-id`. */
  withResponse(): Promise<AnswerWithResponse<T>>
}

/** An answer beside the response it came in. */
export interface AnswerWithResponse<T> {
  /** The answer, as awaiting the promise itself would give it. */
  data: T
  /** The response it came in; its body is spent, or read by the stream. */
  response: Response
  /** The server's `x-request-id`, to quote to its operator; null where it sent none. */
  request_id: string | null
}

/** An answer that knows its request, in the name openai's client has for it; not listed, nor sent back. */
export type Identified<T> = T & {
  /** The server's `x-request-id`, to quote to its operator; null where it sent none, absent where no server was asked. */
  readonly _request_id?: string | null
}

/** Joins the sending of a call and the reading of its answer; the reading waits for the sending. */
export function answerPromise<T>(
  sending: Promise<WireResponse>,
  read: (sent: WireResponse) => Promise<T>,
  deadline?: Deadline,
): AnswerPromise<T> {
  let raw = false
  const answer = sending.then((sent) => {
    if (raw) throw bodyTaken()
    return read(sent)
  })
  return Object.assign(answer, {
    async asResponse() {
      raw = true
      // Whoever asks for the response is told of its failure there.
      answer.catch(() => {})
      const { response } = await sending
      deadline?.lift()
      return toResponse(response)
    },
    async withResponse() {
      const [data, sent] = await Promise.all([answer, sending])
      const response = toResponse(sent.response)
      return { data, response, request_id: response.headers.get('x-request-id') }
    },
  })
}

/** The error for the answer itself where its response was asked for: there is one body to read. */
export function bodyTaken(): InvalidRequestError {
  return new InvalidRequestError('The body went to `asResponse()`: await `withResponse()`.')
}

/** An answer that failed before anything was sent: what was given for it is wrong, or cannot be read. */
export function rejectedAnswer(error: unknown): AnswerPromise<never> {
  const failing = async (): Promise<never> => {
    throw callbackError(error)
  }
  return answerPromise(failing(), failing)
}

/** Gives another form to an answer; the response behind it stays. */
export function mapAnswer<T, U>(answer: AnswerPromise<T>, map: (value: T) => U): AnswerPromise<U> {
  return Object.assign(answer.then(map), {
    asResponse: () => answer.asResponse(),
    async withResponse() {
      const { data, ...rest } = await answer.withResponse()
      return { data: map(data), ...rest }
    },
  })
}
