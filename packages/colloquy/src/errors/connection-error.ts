import { withHint } from '#platform'
import { isRecord } from '../is-record.ts'
import { ConnectionError, isColloquyError, type ColloquyError } from './colloquy-error.ts'
import { redact } from './redact.ts'

/**
 * The error for a connection that was not made or broke; an error that is ours already stays.
 *
 * @param what What failed. Default: that the answer stopped coming.
 * @param secrets Texts that must not be shown. Default: none.
 */
export function connectionError(
  error: unknown,
  what = 'The answer broke off',
  secrets: readonly string[] = [],
): ColloquyError {
  if (isColloquyError(error)) return error
  const said = reasonOf(error)
  const shown = redact(said, secrets)
  // Errors of other fetch functions may quote headers.
  return new ConnectionError(withHint(`${what}: ${shown}.`), shown === said ? { cause: error } : {})
}

/** What a failed fetch says; the system's words stand in the innermost cause, its code alone where it has none. */
function reasonOf(error: unknown): string {
  const { cause, message, code }: Record<string, unknown> = isRecord(error) ? error : { message: error }
  return cause ? reasonOf(cause) : String(message || code)
}
