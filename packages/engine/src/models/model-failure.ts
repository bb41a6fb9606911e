import { isColloquyError, ModelError, type ErrorCode } from 'colloquy'

/** A model cannot be had from where it was looked for. The message ends without a full stop: lists of reasons quote it. */
export function unreachable(reason: string, cause?: unknown): ModelError {
  return modelFailure('model_source_unreachable', reason, cause)
}

/** A source is overloaded; `retryAfter` is the number of seconds it asked to be left alone, where it did. */
export function overloaded(reason: string, retryAfter: number | undefined): ModelError {
  return new ModelError(reason, { code: 'model_source_unreachable', retryAfter })
}

/** A ModelError with a code of the table; `cause` is kept where there is one. */
export function modelFailure(code: ErrorCode & `model_${string}`, message: string, cause?: unknown): ModelError {
  return new ModelError(message, cause === undefined ? { code } : { code, cause })
}

/** True for failures another source may not have: not an abort, not this machine's own storage. */
export function isSourceFailure(error: unknown): error is ModelError {
  return isColloquyError(error) && error instanceof ModelError && error.code !== 'model_storage_failed'
}

/** The system's code of an error (`ENOENT`, `ECONNREFUSED`), looked for along its causes. */
export function systemCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code
    if (current instanceof AggregateError) {
      const code = current.errors.map(systemCode).find((found) => found !== undefined)
      if (code !== undefined) return code
    }
  }
  return undefined
}
