import { isColloquyError, type Clock } from 'colloquy'
import { isUpstreamsFault } from './is-worth-another-try.ts'
import type { Upstream } from './upstream.ts'

/** What is to be thought of an upstream that failed a request, once it is known whose fault that was. One of both is told. */
export interface Doubt {
  /** It was the upstream's. */
  readonly blame: () => void
  /** It was the request's, or nobody knows. */
  readonly clear: () => void
}

/** A request's place at an upstream. What became of the request is told once, and the place is free again. */
export class Lease {
  readonly upstream: Upstream
  readonly #clock: Clock
  readonly #onFree: () => void
  #over = false

  constructor(upstream: Upstream, clock: Clock, onFree: () => void) {
    this.upstream = upstream
    this.#clock = clock
    this.#onFree = onFree
    upstream.running++
    upstream.circuit.begin(clock.now())
  }

  /** The first chunk came: whatever follows, the upstream answers. */
  answered(): void {
    this.upstream.circuit.succeed()
    this.upstream.notice(this.#clock.now())
  }

  /** The request is over, without an error. */
  end(): void {
    if (this.#over) return
    this.#over = true
    this.upstream.running--
    this.#onFree()
  }

  /** The request failed, perhaps by its own fault: its place is free, and what to think of the upstream is said later. */
  doubt(error: unknown): Doubt {
    this.end()
    return { blame: () => this.#blame(error), clear: () => this.upstream.circuit.callOff() }
  }

  /** The request failed. */
  fail(error: unknown): void {
    if (this.#over) return
    const { circuit } = this.upstream
    if (isUpstreamsFault(error)) this.#blame(error)
    else if (isColloquyError(error) && error.code !== 'aborted') circuit.succeed()
    else circuit.callOff()
    this.end()
  }

  #blame(error: unknown): void {
    const now = this.#clock.now()
    this.upstream.circuit.fail(now)
    this.upstream.notice(now, error)
  }
}
