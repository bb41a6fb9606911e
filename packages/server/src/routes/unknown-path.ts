import { NotFoundError } from 'colloquy'
import type { Context } from 'hono'
import { errorResponse } from '../answer/error-response.ts'

/** Answers a path this server does not have. */
export function unknownPath({ req: { method, path } }: Context): Response {
  return errorResponse(
    new NotFoundError(
      `There is no \`${method} ${path}\` here. The API's paths begin with \`/v1/\`; \`/openapi.json\` lists them.`,
    ),
  )
}
