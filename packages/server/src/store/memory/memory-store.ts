import type { Store } from '../store.ts'
import { MemoryCompletions } from './memory-completions.ts'
import { MemoryIdempotency } from './memory-idempotency.ts'

/** A store that forgets everything when the process ends. */
export function memoryStore(now: () => number = Date.now): Store {
  return {
    completions: new MemoryCompletions(),
    idempotency: new MemoryIdempotency(now),
    async [Symbol.asyncDispose]() {},
  }
}
