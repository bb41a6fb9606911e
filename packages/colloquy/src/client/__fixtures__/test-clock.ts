import type { Clock } from '../clock.ts'

/** A clock that moves only when told; waits end as soon as the code has nothing else to do, or when time is moved. */
export class TestClock implements Clock {
  /** Milliseconds waited for by timers that ended by themselves, in order. */
  readonly waits: number[] = []
  #now = 0
  #timers = new Set<{ due: number; callback: () => void }>()
  readonly #impatient: boolean

  /** An impatient clock ends every wait at once, and notes how long it would have been. */
  constructor(options: { impatient?: boolean } = {}) {
    this.#impatient = options.impatient ?? false
  }

  now(): number {
    return this.#now
  }

  random(): number {
    return 0.5
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#now + milliseconds, callback }
    this.#timers.add(timer)
    if (this.#impatient) {
      queueMicrotask(() => {
        if (!this.#timers.delete(timer)) return
        this.waits.push(milliseconds)
        this.#now = Math.max(this.#now, timer.due)
        callback()
      })
    }
    return () => this.#timers.delete(timer)
  }

  /** Timers that still wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** Moves time on and fires what is due. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds
    for (;;) {
      const [next] = [...this.#timers].toSorted((a, b) => a.due - b.due)
      if (!next || next.due > end) break
      this.#timers.delete(next)
      this.#now = next.due
      next.callback()
    }
    this.#now = end
  }
}
