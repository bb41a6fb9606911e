import type { Store } from '../store.ts'
import { MemoryCompletions } from './memory-completions.ts'

/** A store that forgets everything when the process ends. */
export function memoryStore(): Store {
  return { completions: new MemoryCompletions(), async [Symbol.asyncDispose]() {} }
}
