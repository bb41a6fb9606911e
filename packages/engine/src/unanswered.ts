import { AbortError, ModelError, ServerError } from 'colloquy'

/** What a request is told that its caller gave up. */
export function abortedRequest(signal: AbortSignal): AbortError {
  return new AbortError('The request was aborted.', { cause: signal.reason })
}

/** What a request is told that a closed engine will not answer. */
export function closedEngine(): ModelError {
  return new ModelError('The engine was closed.', { code: 'engine_unavailable' })
}

/** What a request is told for which there is no place; `retryAfter` are the seconds in which there should be one. */
export function busyEngine(why: string, retryAfter: number): ServerError {
  return new ServerError(`The engine is busy: ${why}. Try again in ${retryAfter} s.`, {
    code: 'overloaded',
    retryAfter,
  })
}
