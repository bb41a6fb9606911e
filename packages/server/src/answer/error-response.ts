import { isColloquyError, toErrorBody } from 'colloquy'
import type { ErrorResponse } from 'colloquy/protocol'
import { jsonResponse } from './direct-response.ts'

/** Answers an error the way OpenAI's API does: its status and a body with all four keys. */
export function errorResponse(error: unknown): Response {
  const status = statusOf(error)
  const response = jsonResponse(errorBody(error), { status })
  if (isColloquyError(error) && error.retryAfter !== undefined) {
    response.headers.set('retry-after', String(Math.ceil(error.retryAfter)))
  }
  if (status === 401) response.headers.set('www-authenticate', 'Bearer')
  return response
}

/** The body of an error answer; also the last event of a stream that failed after its first byte. */
export function errorBody(error: unknown): ErrorResponse {
  const { error: shown } = toErrorBody(error)
  if (shown.code === 'missing_required_parameter' && shown.param === 'model') {
    return { error: { ...shown, param: null, code: null } }
  }
  const isUnnamed = codesWithoutName.has(shown.code) || isMadeUp(error)
  return { error: isUnnamed ? { ...shown, code: null } : shown }
}

/** Whether an upstream refused a request and gave no code: the client then takes its class's, which nobody said. */
function isMadeUp(error: unknown): boolean {
  return isColloquyError(error) && error.code === 'invalid_value' && error.body?.includes(error.code) === false
}

/** OpenAI sends `code: null` in these cases, and for a missing `model`; a client that compares codes expects the same here. */
const codesWithoutName: ReadonlySet<string | null> = new Set([
  'malformed_request',
  'missing_api_key',
  'invalid_json',
  'parameter_needs_another',
  'not_found',
  'method_not_allowed',
  'server_error',
])

/** Errors without a status come from a backend that is itself a client: its upstream failed, or our caller left. */
const gatewayStatus: Readonly<Record<string, number>> = {
  connection_error: 502,
  stream_error: 502,
  response_error: 502,
  timeout_error: 504,
  // Nobody reads it; nginx made 499 the number logs know for a caller who left.
  abort_error: 499,
}

function statusOf(error: unknown): number {
  if (!isColloquyError(error)) return 500
  const { status, type } = error
  // A server may have spoken of its error under status 200.
  return status !== undefined && status >= 400 ? status : (gatewayStatus[type] ?? 500)
}
