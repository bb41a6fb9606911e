import type { MiddlewareHandler } from 'hono'

/**
 * Headers that keep an answer out of caches and frames, keep a browser from guessing another type than the one sent,
 * and let no answer run or load anything. A page that needs more says so itself.
 */
export function hardenAnswer(): MiddlewareHandler {
  return async (context, next) => {
    await next()
    const { headers } = context.res
    for (const [name, value] of hardening) if (!headers.has(name)) headers.set(name, value)
  }
}

const hardening: readonly (readonly [string, string])[] = [
  ['cache-control', 'no-store'],
  ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"],
  ['cross-origin-resource-policy', 'same-origin'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
]
