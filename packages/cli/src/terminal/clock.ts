/** Time, handed in so that tests decide how fast it goes. */
export interface Clock {
  /** Milliseconds, never going back; only differences mean something. */
  now(): number
  /** Calls `tick` each `milliseconds` until the returned function is called. Never keeps the process alive. */
  every(milliseconds: number, tick: () => void): () => void
}

/** The clock of this process. */
export const systemClock: Clock = {
  now: () => performance.now(),
  every(milliseconds, tick) {
    const timer = setInterval(tick, milliseconds)
    timer.unref()
    return () => {
      clearInterval(timer)
    }
  },
}
