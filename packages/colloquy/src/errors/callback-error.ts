import type { ChatCompletionSnapshot } from '../stream/completion-snapshot.ts'
import { CallbackError, isColloquyError, type ColloquyError } from './colloquy-error.ts'

/** The error for what code of the caller threw, which becomes its cause; an error that is ours already stays. */
export function callbackError(cause: unknown, partial?: ChatCompletionSnapshot): ColloquyError {
  return isColloquyError(cause) ? cause : new CallbackError('Your code failed: see `cause`.', { cause, partial })
}
