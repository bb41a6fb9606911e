import type { RunningServer } from '@colloquy/server'
import type { Clock } from '../terminal/clock.ts'

/** How long a server may take to end. */
export interface DrainOptions {
  /** Milliseconds in which it says that it is not ready, and still answers: load balancers look every few seconds. */
  readonly delay: number
  /** Milliseconds that answers may take to their end. */
  readonly timeout: number
  /** Ends the answers that took longer, each with an error. */
  readonly stop: () => void
  readonly clock: Clock
}

/** Ends a server in good order: no request that was taken is dropped while there is time. */
export async function drain(server: RunningServer, { delay, timeout, stop, clock }: DrainOptions): Promise<void> {
  if (delay > 0) await after(delay, clock)
  const closed = server.close()
  if (await isWithin(closed, timeout, clock)) return
  stop()
  // Time for the last event to leave; readers that take nothing are cut off.
  if (!(await isWithin(closed, 1_000, clock))) server.cut()
}

async function isWithin(work: Promise<void>, milliseconds: number, clock: Clock): Promise<boolean> {
  return Promise.race([work.then(() => true), after(milliseconds, clock).then(() => false)])
}

function after(milliseconds: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.every(milliseconds, () => {
      stop()
      resolve()
    })
  })
}
