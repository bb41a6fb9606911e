import { systemClock, type Clock } from 'colloquy'
import type { CompletionStore } from './completion-store.ts'

/** How long completions are kept. */
export interface PruneCompletionsOptions {
  /** Milliseconds for which a stored completion is kept. */
  readonly maxAge: number
  /** Called when the store could not be reached; it is tried again the next time. Default: nothing. */
  readonly onError?: ((error: unknown) => void) | undefined
  /** For tests. */
  readonly clock?: Clock | undefined
  /** The time of day, in milliseconds since 1970; for tests. */
  readonly now?: (() => number) | undefined
}

const anHour = 3_600_000

/**
 * Deletes stored completions for good once they are older than `maxAge`: now, and every hour until it is disposed of.
 * Several servers of one store may do it at once.
 */
export function pruneCompletions(
  store: CompletionStore,
  { maxAge, onError = () => undefined, clock = systemClock, now = Date.now }: PruneCompletionsOptions,
): Disposable {
  let cancel = (): void => undefined
  const prune = (): void => {
    store.prune(now() - maxAge).catch(onError)
    cancel = clock.after(Math.min(anHour, maxAge), prune)
  }
  prune()
  return { [Symbol.dispose]: () => cancel() }
}
