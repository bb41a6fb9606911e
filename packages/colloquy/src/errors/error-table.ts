/**
 * Every error of Colloquy, by its stable code: which class carries it and, where it can be answered over HTTP,
 * with which status and which `error.type`. HTTP bodies, exit codes and docs read this table; a test holds the classes
 * to it. The classes do not import it: its codes would make up a tenth of a small browser bundle.
 */
export const errorTable = {
  // The request is wrong. Codes of OpenAI's API, so that existing handlers keep working.
  invalid_json: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  invalid_type: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  invalid_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  missing_required_parameter: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  unknown_parameter: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  unsupported_parameter: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  unsupported_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  parameter_needs_another: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  invalid_parameter_combination: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  decimal_above_max_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  decimal_below_min_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  integer_above_max_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  integer_below_min_value: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  string_above_max_length: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  array_above_max_length: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  object_above_max_properties: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  empty_array: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  context_length_exceeded: { class: 'InvalidRequestError', status: 400, type: 'invalid_request_error' },
  invalid_api_key: { class: 'AuthenticationError', status: 401, type: 'invalid_request_error' },
  permission_denied: { class: 'PermissionDeniedError', status: 403, type: 'invalid_request_error' },
  not_found: { class: 'NotFoundError', status: 404, type: 'invalid_request_error' },
  model_not_found: { class: 'NotFoundError', status: 404, type: 'invalid_request_error' },
  conflict: { class: 'ConflictError', status: 409, type: 'invalid_request_error' },
  rate_limit_exceeded: { class: 'RateLimitError', status: 429, type: 'rate_limit_error' },
  insufficient_quota: { class: 'RateLimitError', status: 429, type: 'insufficient_quota' },
  // The answering side failed.
  server_error: { class: 'ServerError', status: 500, type: 'server_error' },
  overloaded: { class: 'ServerError', status: 503, type: 'server_error' },
  store_unavailable: { class: 'ServerError', status: 503, type: 'server_error' },
  // The answer never came, or was no answer.
  connection_failed: { class: 'ConnectionError', status: undefined, type: 'connection_error' },
  timeout: { class: 'TimeoutError', status: undefined, type: 'timeout_error' },
  aborted: { class: 'AbortError', status: undefined, type: 'abort_error' },
  stream_truncated: { class: 'StreamTruncatedError', status: undefined, type: 'stream_error' },
  invalid_response: { class: 'InvalidResponseError', status: undefined, type: 'response_error' },
  response_too_large: { class: 'InvalidResponseError', status: undefined, type: 'response_error' },
  redirect_refused: { class: 'ConnectionError', status: undefined, type: 'connection_error' },
  // Code of the caller threw.
  callback_failed: { class: 'CallbackError', status: undefined, type: 'invalid_request_error' },
  // A model of this machine cannot be had or used.
  model_not_downloaded: { class: 'ModelError', status: 503, type: 'model_error' },
  model_source_unreachable: { class: 'ModelError', status: 503, type: 'model_error' },
  model_checksum_mismatch: { class: 'ModelError', status: 503, type: 'model_error' },
  model_file_invalid: { class: 'ModelError', status: 503, type: 'model_error' },
  model_storage_failed: { class: 'ModelError', status: 503, type: 'model_error' },
  engine_unavailable: { class: 'ModelError', status: 503, type: 'model_error' },
} as const

/** What the table says of a code. */
export interface ErrorRow {
  /** Name of the exported class that carries this code. */
  readonly class: string
  /** HTTP status a server answers with; undefined where the error only exists on the caller's side. */
  readonly status: number | undefined
  /** `error.type` on the wire. */
  readonly type: string
}

/** A stable, machine-readable reason. Never renamed; new ones may be added. */
export type ErrorCode = keyof typeof errorTable
