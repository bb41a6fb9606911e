import { pruneCompletions, type RequestLog, type Store } from '@colloquy/server'
import { readAge } from '../arguments/read-age.ts'
import { UsageError } from '../arguments/usage-error.ts'

/**
 * How many milliseconds stored completions are kept; undefined means for ever. Throws UsageError for a text that is not
 * an age.
 */
export function retentionOf(text: string | undefined, hasStore: boolean): number | undefined {
  if (text === undefined) return undefined
  const age = readAge(text)
  if (age === undefined || age === 0) {
    throw new UsageError(`--retention is "${text}"; it must be an age: 12h, 30d or 8w.`, { command: 'serve' })
  }
  if (!hasStore) {
    const advice = 'Leave --retention away, or name a store.'
    throw new UsageError('--retention needs a store, but --store is none.', {
      command: 'serve',
      advice,
    })
  }
  return age
}

/** Deletes what is older, until it is disposed of. */
export function retain(store: Store, maxAge: number, log: RequestLog | undefined): Disposable {
  return pruneCompletions(store.completions, { maxAge, onError: (error) => log?.failed(error, 'retention') })
}
