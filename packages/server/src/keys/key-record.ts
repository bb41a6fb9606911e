/** How much a key may ask for. A limit that is absent does not limit. */
export interface KeyLimits {
  /** Requests a minute. */
  readonly rpm?: number | undefined
  /** Tokens a minute, of prompts and answers. */
  readonly tpm?: number | undefined
  /** Answers at the same time. */
  readonly parallel?: number | undefined
  /** Tokens a day or a month, of prompts and answers. Days and months are those of UTC. */
  readonly budget?: { readonly tokens: number; readonly period: 'day' | 'month' } | undefined
}

/** A key as it is kept: everything about it but the key itself. */
export interface KeyRecord {
  readonly id: string
  /** What people call it; two keys that are in use never share one. */
  readonly name: string
  /** Whose stored completions it sees. A key has its own, unless it was made to share. */
  readonly owner: string
  /** Milliseconds since 1970. */
  readonly created: number
  /** From when on it is refused; null is never. */
  readonly expires: number | null
  /** Since when it is refused. */
  readonly revoked: number | null
  readonly limits: KeyLimits
}
