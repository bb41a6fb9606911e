import type { Store } from '../store.ts'
import { MemoryCompletions } from './memory-completions.ts'
import { MemoryIdempotency } from './memory-idempotency.ts'
import { MemoryKeys } from './memory-keys.ts'
import { MemoryLimits } from './memory-limits.ts'

/** A store that forgets everything when the process ends. */
export function memoryStore(now: () => number = Date.now): Store {
  return {
    completions: new MemoryCompletions(now),
    idempotency: new MemoryIdempotency(now),
    keys: new MemoryKeys(now),
    limits: new MemoryLimits(now),
    available: () => Promise.resolve(true),
    async [Symbol.asyncDispose]() {},
  }
}
