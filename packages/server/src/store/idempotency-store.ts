/** An answer that can be given again, byte for byte. */
export interface KeptAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** Who may answer under a key, and with what it was asked. */
export type Claim =
  /** Nobody has the key yet: it is the caller's, until `keep`, `release` or the end of the lease. */
  | { readonly state: 'claimed' }
  /** Somebody answers right now. */
  | { readonly state: 'running'; readonly fingerprint: string }
  | { readonly state: 'answered'; readonly fingerprint: string; readonly answer: KeptAnswer }

/** A key of one owner, and the token by which the claimant is told from a later one. */
export interface ClaimedKey {
  readonly owner: string
  readonly key: string
  readonly token: string
}

/**
 * Answers by their idempotency key. Claiming is atomic: of several servers that share the store, one gets the key. A
 * claimant that dies gives its key back when its lease ends.
 */
export interface IdempotencyStore {
  /** Takes the key for `lease` milliseconds where it is free. */
  claim(claimed: ClaimedKey, fingerprint: string, lease: number): Promise<Claim>
  /** Makes the lease last so many milliseconds from now. */
  renew(claimed: ClaimedKey, lease: number): Promise<void>
  /** Keeps the answer for `lifetime` milliseconds. */
  keep(claimed: ClaimedKey, answer: KeptAnswer, lifetime: number): Promise<void>
  /** Frees the key, unless an answer was kept under it. */
  release(claimed: ClaimedKey): Promise<void>
}
