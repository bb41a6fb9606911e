import { isColloquyError, type ChatBackend, type Clock } from 'colloquy'
import type { Upstream } from './upstream.ts'

/** What is checked, and how often. */
export interface HealthChecksOptions {
  readonly upstream: Upstream
  /** Asked for its models; its own limits end a check that hangs. */
  readonly backend: ChatBackend
  /** Milliseconds from the end of one check to the next. */
  readonly interval: number
  readonly clock: Clock
  /** Called after each check. */
  readonly onChecked: () => void
}

/**
 * Asks an upstream for its models, again and again: that tells both whether it lives and what it can be asked for.
 * Disposing of it ends the checks.
 */
export class HealthChecks implements Disposable {
  /** Resolves after the first check, whatever it found. */
  readonly first: Promise<void>
  readonly #options: HealthChecksOptions
  #cancelTimer: (() => void) | undefined
  #disposed = false

  constructor(options: HealthChecksOptions) {
    this.#options = options
    this.first = this.#check()
  }

  async #check(): Promise<void> {
    const { upstream, backend, interval, clock, onChecked } = this.#options
    try {
      upstream.passed(await backend.models())
    } catch (error) {
      if (livesWithoutList(error)) upstream.passed()
      else upstream.failed(error)
    }
    if (this.#disposed) return
    upstream.notice(clock.now(), upstream.checkFailure)
    this.#cancelTimer = clock.after(interval, () => void this.#check())
    onChecked()
  }

  [Symbol.dispose](): void {
    this.#disposed = true
    this.#cancelTimer?.()
  }
}

/** Some servers answer requests and have no list of models. A page is no server's answer: the address is wrong, or a proxy's. */
function livesWithoutList(error: unknown): boolean {
  if (!isColloquyError(error)) return false
  const { status, code, headers } = error
  if (status === 404 || status === 405) return true
  return code === 'invalid_response' && status === 200 && !/html/i.test(headers?.get('content-type') ?? '')
}
