import { ServerError } from 'colloquy'

/**
 * The error for a store that does not answer: 503, because the request is not at fault. The reason is in `cause`, for
 * the log alone, since it names hosts and paths.
 */
export function storeUnavailable(cause: unknown): ServerError {
  return new ServerError('The server cannot reach its store at the moment. Try again in 2 s.', {
    code: 'store_unavailable',
    retryAfter: 2,
    cause,
  })
}
