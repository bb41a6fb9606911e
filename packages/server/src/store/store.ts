import type { CompletionStore } from './completion-store.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import type { KeyStore } from './key-store.ts'
import type { LimitStore } from './limit-store.ts'

/**
 * What a server keeps. Once a method has resolved, its result is stored: a process that is killed right afterwards loses
 * nothing. Several servers may share one store.
 */
export interface Store extends AsyncDisposable {
  /** Completions of requests with `store: true`. */
  readonly completions: CompletionStore
  /** Answers to requests with an `idempotency-key`. */
  readonly idempotency: IdempotencyStore
  /** The keys of callers. */
  readonly keys: KeyStore
  /** How much each key has used. */
  readonly limits: LimitStore
  /** Whether the store can be used, as far as is known; after a failure it is tried again. Never rejects. */
  available(): Promise<boolean>
}
