import { isColloquyError, type ColloquyError } from '../errors/colloquy-error.ts'

/** The longest a server may tell the client to wait; beyond it the error is the caller's, with `retryAfter` in it. */
const longestWait = 60_000

/** What {@link retryDelay} decides by. */
export interface RetryContext {
  /** How often the request was tried again already. */
  readonly retries: number
  /** A number from 0 up to, but not including, 1. */
  readonly chance: number
}

/**
 * Milliseconds to wait before trying again; undefined where another try is pointless or not wanted.
 *
 * What the server says goes first: `x-should-retry`, and a wait it tells is never cut short. Else the wait is anything
 * up to 0.5 s, 1 s, 2 s … 8 s: full jitter, so that clients cut off together do not come back together.
 */
export function retryDelay(error: unknown, { retries, chance }: RetryContext): number | undefined {
  if (!isColloquyError(error)) return undefined
  const wish = error.headers?.['x-should-retry']
  if (wish === 'false' || (wish !== 'true' && !mayPass(error))) return undefined
  const { retryAfter } = error
  if (retryAfter === undefined) return chance * Math.min(8000, 500 * 2 ** retries)
  return retryAfter * 1000 > longestWait ? undefined : retryAfter * 1000
}

/** True for errors that may be gone the next time. Waiting brings no credit, and a slow answer is not faster again. */
function mayPass({ code, status = 0 }: ColloquyError): boolean {
  if (code === 'connection_failed') return true
  return code !== 'insufficient_quota' && (status === 408 || status === 409 || status === 429 || status >= 500)
}
