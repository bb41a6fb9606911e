import type { ErrorResponse } from '../protocol/error-body.ts'
import { isColloquyError } from './colloquy-error.ts'

/**
 * Writes an error as the body a server answers with: all four keys present, as OpenAI's clients expect.
 *
 * An error that is not Colloquy's becomes a plain `server_error`: its message may name paths or data of the server.
 */
export function toErrorBody(error: unknown): ErrorResponse {
  if (!isColloquyError(error)) {
    const message = 'The server failed to answer the request. Try again; its log tells more.'
    return { error: { message, type: 'server_error', param: null, code: 'server_error' } }
  }
  const { message, type, param, code } = error
  return { error: { message, type, param, code } }
}
