import { UsageError } from '../arguments/usage-error.ts'
import type { Target } from './target.ts'

/** The flags that bound a call. */
export interface CallLimitOptions {
  /** Seconds. */
  readonly timeout?: number | undefined
  readonly retries?: number | undefined
}

/** The target with how long and how often it may be asked. Throws UsageError where no endpoint is asked. */
export function withCallLimits(target: Target, { timeout, retries }: CallLimitOptions): Target {
  if (target.kind === 'endpoint') {
    return {
      ...target,
      ...(timeout === undefined ? {} : { timeout: timeout * 1000 }),
      ...(retries === undefined ? {} : { retries }),
    }
  }
  const given = timeout !== undefined ? '--timeout' : retries !== undefined ? '--retries' : undefined
  if (given === undefined) return target
  throw new UsageError(`${given} is only for an endpoint, but this question goes to the model on this machine.`, {
    command: 'ask',
    advice: 'Leave it out, or name an endpoint with --base-url.',
  })
}
