import type { MiddlewareHandler } from 'hono'

/** Turns anything thrown that is no `Error` into one: Hono hands only those to its error handler. */
export function onlyErrors(): MiddlewareHandler {
  return async (_context, next) => {
    try {
      await next()
    } catch (thrown) {
      if (thrown instanceof Error) throw thrown
      throw new Error('Something that is no `Error` was thrown.', { cause: thrown })
    }
  }
}
