import type { MiddlewareHandler } from 'hono'

/** Headers that keep an answer out of caches and keep a browser from guessing another type than the one sent. */
export function hardenAnswer(): MiddlewareHandler {
  return async (context, next) => {
    await next()
    context.res.headers.set('cache-control', 'no-store')
    context.res.headers.set('x-content-type-options', 'nosniff')
  }
}
