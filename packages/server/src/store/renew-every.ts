import type { Clock } from 'colloquy'

/**
 * Renews a lease until the returned function is called. A renewal that fails is left to the next turn: leases outlast
 * two of them.
 */
export function renewEvery(milliseconds: number, clock: Clock, renew: () => Promise<void>): () => void {
  let cancel = (): void => undefined
  const wait = (): void => {
    cancel = clock.after(milliseconds, () => {
      renew().catch(() => undefined)
      wait()
    })
  }
  wait()
  return () => cancel()
}
