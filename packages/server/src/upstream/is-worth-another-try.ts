import { isColloquyError } from 'colloquy'

/**
 * Whether another upstream may answer what this one did not: it could not be reached, was busy, failed, spoke
 * nonsense, took our key for wrong, or does not have the model. A request that is wrong is wrong everywhere.
 */
export function isWorthAnotherTry(error: unknown): boolean {
  if (!isColloquyError(error)) return true
  const { status = 0, code, type } = error
  if (code === 'aborted' || code === 'context_length_exceeded') return false
  // Some servers answer 500 to a request that is wrong, but say so.
  if (status >= 500 && type === 'invalid_request_error') return false
  return status < 400 || status >= 500 || otherwise.has(status)
}

/** 401 and 403 speak of the pool's own key, 404 of a model or path, 408, 409 and 429 of the moment. */
const otherwise: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 429])

/**
 * Whether a failure may be the request's own: a server that says 500 lives, and may say it to that request alone. Three of
 * them must not keep everybody else's requests away.
 */
export function isPerhapsTheRequests(error: unknown): boolean {
  return isColloquyError(error) && error.status === 500 && error.body !== undefined
}

/** Whether a failure says that the upstream is unwell, not merely busy or without the model. */
export function isUpstreamsFault(error: unknown): boolean {
  if (!isColloquyError(error)) return true
  const { status = 0 } = error
  return isWorthAnotherTry(error) && status !== 404 && status !== 409 && status !== 429
}
