import {
  ConnectionError,
  InvalidRequestError,
  InvalidResponseError,
  TimeoutError,
  type ColloquyError,
} from '../errors/colloquy-error.ts'

// Classes that openai's package cuts otherwise than the table of codes does: each says by itself which errors are its own.

/** No connection, it broke, or a limit of time was passed. */
export class APIConnectionError extends ConnectionError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof ConnectionError || error instanceof TimeoutError
  }
}

/** The request is wrong: status 400, or refused before anything was sent. */
export class BadRequestError extends InvalidRequestError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof InvalidRequestError && error.status === 400
  }
}

/** The request is wrong, in the words of servers that answer 422. */
export class UnprocessableEntityError extends InvalidRequestError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof InvalidRequestError && error.status === 422
  }
}

/** The answer does not fit its schema, as it was cut at its token limit; `partial` is the completion. */
export class LengthFinishReasonError extends InvalidResponseError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof InvalidResponseError && endedBy(error, 'length')
  }
}

/** The answer does not fit its schema, as a content filter cut it; `partial` is the completion. */
export class ContentFilterFinishReasonError extends InvalidResponseError {
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof InvalidResponseError && endedBy(error, 'content_filter')
  }
}

function endedBy({ partial }: ColloquyError, reason: string): boolean {
  return Boolean(partial?.choices.some(({ finish_reason }) => finish_reason === reason))
}
