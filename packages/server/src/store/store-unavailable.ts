import { ServerError } from 'colloquy'

/** For a store that does not answer: 503, for nobody's request is wrong. Why, the log tells by `cause`; it names hosts and paths. */
export function storeUnavailable(cause: unknown): ServerError {
  return new ServerError('The server cannot reach its store at the moment. Try again in 2 s.', {
    code: 'store_unavailable',
    retryAfter: 2,
    cause,
  })
}
