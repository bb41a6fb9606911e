import type { CompletionStore } from './completion-store.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import type { KeyStore } from './key-store.ts'
import type { LimitStore } from './limit-store.ts'

/**
 * What a server keeps. Whatever a method has resolved with is kept: a process that is killed the moment after loses
 * nothing. Several servers may share one store.
 */
export interface Store extends AsyncDisposable {
  /** Completions asked for with `store: true`. */
  readonly completions: CompletionStore
  /** Answers to requests with an `idempotency-key`. */
  readonly idempotency: IdempotencyStore
  /** Who may ask. */
  readonly keys: KeyStore
  /** How much they asked for. */
  readonly limits: LimitStore
  /** Whether the store can be used, as far as is known: after a failure it is asked. Never rejects. */
  available(): Promise<boolean>
}
