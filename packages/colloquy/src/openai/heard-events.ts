import type { Listeners } from './listeners.ts'
import type { HelperListener } from './helper-listener.ts'

/**
 * Iterates what listeners of one name are told from now on, until the end; what has not been taken waits. Throws the
 * failure there is, unless failures are what is listened for.
 *
 * @param ended Whether the end has been told already.
 */
export function heardEvents<Name extends keyof HelperListener>(
  listeners: Listeners<HelperListener>,
  ended: boolean,
  name: Name,
): AsyncGenerator<Parameters<HelperListener[Name]>, undefined> {
  const heard: Parameters<HelperListener[Name]>[] = []
  let failure: { error: unknown } | undefined
  let wake = (): void => {}
  const hear = (...told: Parameters<HelperListener[Name]>): void => {
    heard.push(told)
    wake()
  }
  const fail = (error: unknown): void => void (failure = { error })
  const end = (): void => {
    ended = true
    wake()
  }
  listeners.add(name, hear)
  listeners.add('end', end)
  for (const other of ['error', 'abort'] as const) if (other !== name) listeners.add(other, fail)
  return take()

  async function* take(): AsyncGenerator<Parameters<HelperListener[Name]>, undefined> {
    try {
      for (;;) {
        yield* heard.splice(0)
        if (heard.length > 0) continue
        if (failure) throw failure.error
        if (ended) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      listeners.remove(name, hear)
      listeners.remove('end', end)
      for (const other of ['error', 'abort'] as const) listeners.remove(other, fail)
    }
  }
}
