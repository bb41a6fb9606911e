/** Time and chance as the client sees them. Replace it in tests, so that nothing sleeps and nothing is random. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. */
  now(): number
  /** Calls back once, after so many milliseconds. Gives a function that calls it off. */
  after(milliseconds: number, callback: () => void): () => void
  /** A number from 0 up to, but not including, 1. */
  random(): number
}

/** The real time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    // A timer cannot wait as long as 2 ** 31: it would fire at once.
    const timer = setTimeout(callback, Math.min(milliseconds, 2e9))
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
