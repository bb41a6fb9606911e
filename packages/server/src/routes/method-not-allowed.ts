import { InvalidRequestError } from 'colloquy'
import type { Context } from 'hono'
import { errorResponse } from '../answer/error-response.ts'

/** Answers every other method of a path that exists: 405, with the methods it has in `allow`. */
export function methodNotAllowed(...allowed: readonly string[]): (context: Context) => Response {
  return ({ req: { method, path } }) => {
    const response = errorResponse(
      new InvalidRequestError(`\`${method}\` is not allowed on \`${path}\`; use ${allowed.join(' or ')}.`, {
        code: 'method_not_allowed',
        status: 405,
      }),
    )
    response.headers.set('allow', allowed.join(', '))
    return response
  }
}
