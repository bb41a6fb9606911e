import { isColloquyError } from '../errors/colloquy-error.ts'

/**
 * Milliseconds to wait before trying again; infinite where another try is pointless or not wanted.
 *
 * What the server says goes first: `x-should-retry`, and a wait it tells is never cut short. Else the wait is anything
 * up to 0.5 s, 1 s, 2 s … 8 s: full jitter, so that clients cut off together do not come back together.
 *
 * @param retries How often the request was tried again already.
 * @param chance A number from 0 up to, but not including, 1.
 */
export function retryDelay(error: unknown, retries: number, chance: number): number {
  if (!isColloquyError(error)) return Infinity
  const { code, headers, retryAfter, status = 0 } = error
  // Waiting brings no credit, and a slow answer is not faster again.
  const mayPass =
    code !== 'insufficient_quota' && (code === 'connection_failed' || status >= 500 || [408, 409, 429].includes(status))
  const wish = headers?.get('x-should-retry')
  if (wish ? wish !== 'true' : !mayPass) return Infinity
  if (retryAfter === undefined) return chance * Math.min(8000, 500 * 2 ** retries)
  // Beyond a minute the error is the caller's, with `retryAfter` in it.
  return retryAfter > 60 ? Infinity : retryAfter * 1000
}
