import { AbortError, ModelError, ServerError } from 'colloquy'

/** The error of a request whose caller gave up. */
export function abortedRequest(signal: AbortSignal): AbortError {
  return new AbortError('The request was aborted.', { cause: signal.reason })
}

/** The error of a request to an engine that was closed. */
export function closedEngine(): ModelError {
  return new ModelError('The engine was closed.', { code: 'engine_unavailable' })
}

/** The error of a request for which there is no slot; `retryAfter` is the expected wait in seconds. */
export function busyEngine(why: string, retryAfter: number): ServerError {
  return new ServerError(`The engine is busy: ${why}. Try again in ${retryAfter} s.`, {
    code: 'overloaded',
    retryAfter,
  })
}
