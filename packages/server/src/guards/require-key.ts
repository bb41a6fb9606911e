import { AuthenticationError } from 'colloquy'
import type { MiddlewareHandler } from 'hono'
import { bearerKey } from '../keys/bearer-key.ts'
import { sha256 } from '../hash/sha256.ts'
import { isSameHash } from '../keys/is-same-hash.ts'

/** What answers without a key: probes ask whether the process lives before anybody has given them one. */
const openPaths: ReadonlySet<string> = new Set(['/livez', '/readyz', '/health'])

/** Lets through who brings one of these keys, on every path but the probes'. Knows the keys by their hashes alone. */
export function requireKey(keys: readonly string[]): MiddlewareHandler {
  const known = Promise.all(keys.map(sha256))
  return async (context, next) => {
    if (!openPaths.has(context.req.path)) {
      const hash = await sha256(bearerKey(context.req.raw.headers))
      // Every key is compared, so that the time does not tell which one came near.
      if ((await known).filter((each) => isSameHash(each, hash)).length === 0) {
        throw new AuthenticationError('The API key is not one this server knows. Ask its operator for a key.')
      }
    }
    await next()
  }
}
