import type { ErrorResponse } from '../protocol/error-body.ts'
import { isColloquyError, ServerError } from './colloquy-error.ts'

/**
 * Writes an error as the body a server answers with: all four keys present, as OpenAI's clients expect.
 *
 * An error that is not Colloquy's becomes a plain `server_error`: its message may name paths or data of the server.
 */
export function toErrorBody(error: unknown): ErrorResponse {
  const told = isColloquyError(error)
    ? error
    : new ServerError('The server failed to answer. Try again; its log tells more.')
  const { message, type, param, code } = told
  return { error: { message, type, param, code } }
}
