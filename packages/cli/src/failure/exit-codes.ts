/** What the exit code of `colloquy` tells a script: one table, for every command. */
import type { ErrorCode } from 'colloquy'

/** Each exit code with the line that help and docs print. */
export const exitCodes = {
  0: 'the answer is complete',
  1: 'an unexpected error, or a failure of this machine (disk, model file, engine)',
  2: 'the command line or the request is wrong',
  3: 'the model does not exist, or is not downloaded and --offline was given',
  4: 'no key, a wrong key, or no permission',
  5: 'too many requests, quota used up, or server overloaded',
  6: 'network failure, timeout, or failure of the server',
  7: 'the model refused, or a filter stopped the answer',
  8: 'the answer was cut off at the token limit, and --strict or --schema was given',
  130: 'stopped by Ctrl-C',
  143: 'stopped by SIGTERM',
} as const

/** One of the table's codes. */
export type ExitCode = keyof typeof exitCodes

/**
 * The exit code of an error by its stable code, and where the code is not ours (a server's own), by its HTTP status.
 */
export function exitCodeFor(code: string, status: number | undefined): ExitCode {
  return isErrorCode(code) ? byErrorCode[code] : byStatus(status)
}

const byErrorCode = {
  invalid_json: 2,
  invalid_type: 2,
  invalid_value: 2,
  missing_required_parameter: 2,
  unknown_parameter: 2,
  unsupported_parameter: 2,
  unsupported_value: 2,
  parameter_needs_another: 2,
  invalid_parameter_combination: 2,
  decimal_above_max_value: 2,
  decimal_below_min_value: 2,
  integer_above_max_value: 2,
  integer_below_min_value: 2,
  string_above_max_length: 2,
  array_above_max_length: 2,
  object_above_max_properties: 2,
  empty_array: 2,
  context_length_exceeded: 2,
  invalid_api_key: 4,
  permission_denied: 4,
  not_found: 3,
  model_not_found: 3,
  conflict: 2,
  rate_limit_exceeded: 5,
  insufficient_quota: 5,
  server_error: 6,
  overloaded: 5,
  store_unavailable: 6,
  connection_failed: 6,
  timeout: 6,
  // Only Ctrl-C and SIGTERM abort, and they set 130 and 143 themselves; any other abort is nobody's wish.
  aborted: 1,
  stream_truncated: 6,
  invalid_response: 6,
  response_too_large: 6,
  redirect_refused: 6,
  callback_failed: 1,
  model_not_downloaded: 3,
  model_source_unreachable: 6,
  model_checksum_mismatch: 6,
  model_file_invalid: 1,
  model_storage_failed: 1,
  engine_unavailable: 1,
} as const satisfies Record<ErrorCode, ExitCode>

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(byErrorCode, code)
}

function byStatus(status: number | undefined): ExitCode {
  if (status === undefined) return 1
  if (status === 401 || status === 403) return 4
  if (status === 404) return 3
  if (status === 408) return 6
  if (status === 429 || status === 503) return 5
  if (status >= 500) return 6
  return status >= 400 ? 2 : 1
}
