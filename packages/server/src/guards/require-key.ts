import { AuthenticationError } from 'colloquy'
import type { MiddlewareHandler } from 'hono'
import { sha256 } from '../sha256.ts'
import { bearerKey } from '../keys/bearer-key.ts'
import { isSameHash } from '../keys/is-same-hash.ts'
import type { KeyStore } from '../store/key-store.ts'
import type { RequestEnvironment } from './identify-request.ts'

/** Which keys are taken. */
export interface RequireKeyOptions {
  /** Keys of the operator: without limits, and all of one owner. */
  readonly apiKeys: readonly string[]
  /** Keys that were made for callers; they come and go while the server runs. */
  readonly store: KeyStore | undefined
  readonly now: () => number
}

/**
 * What answers without a key: probes ask whether the process lives before anybody has given them one, and a browser
 * brings none when it opens a page.
 */
const openPaths: ReadonlySet<string> = new Set(['/livez', '/readyz', '/health'])

/**
 * Lets through who brings a key, on every path but the probes'. Without any key of either kind, anybody may ask. Knows
 * keys by their hashes alone.
 */
export function requireKey({ apiKeys, store, now }: RequireKeyOptions): MiddlewareHandler<RequestEnvironment> {
  // One promise less for each request where keys cannot be.
  if (apiKeys.length === 0 && store === undefined) return (_context, next) => next()
  const own = Promise.all(apiKeys.map(sha256))
  const isOpen = async () => apiKeys.length === 0 && (await store?.any()) !== true
  return async (context, next): Promise<void> => {
    if (openPaths.has(context.req.path) || (await isOpen())) return next()
    const hash = await sha256(bearerKey(context.req.raw.headers))
    // Every key is compared, so that the time does not tell which one came near.
    if ((await own).filter((each) => isSameHash(each, hash)).length > 0) return next()
    // A database finds by the hash, which nobody can steer towards the one of a key they do not have.
    const key = await store?.find(hash)
    if (key === undefined) throw refusal('This server does not know the API key. Ask its operator for a key.')
    context.get('record').keyName = key.name
    if (key.revoked !== null) throw refusal('The API key was revoked. Ask the operator for another.')
    if (key.expires !== null && key.expires <= now()) {
      throw refusal('The API key has expired. Ask the operator for another.')
    }
    context.set('key', key)
    context.set('owner', key.owner)
    await next()
    for (const [name, value] of context.get('limitHeaders') ?? []) context.res.headers.set(name, value)
  }
}

function refusal(message: string): AuthenticationError {
  return new AuthenticationError(message)
}
