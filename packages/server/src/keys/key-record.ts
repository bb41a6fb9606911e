/** How much a key may use. An absent limit does not limit. */
export interface KeyLimits {
  /** Requests per minute. */
  readonly rpm?: number | undefined
  /** Tokens per minute, in prompts and answers. */
  readonly tpm?: number | undefined
  /** Answers at a time. */
  readonly parallel?: number | undefined
  /** Tokens per day or month (UTC), in prompts and answers. */
  readonly budget?: { readonly tokens: number; readonly period: 'day' | 'month' } | undefined
}

/** A key as it is stored: everything about it but the key itself. */
export interface KeyRecord {
  readonly id: string
  /** What people call it; two keys that are in use never share one. */
  readonly name: string
  /** Whose stored completions it sees. A key has its own, unless it was made to share. */
  readonly owner: string
  /** Milliseconds since 1970. */
  readonly created: number
  /** When it expires; null is never. */
  readonly expires: number | null
  /** When it was revoked. */
  readonly revoked: number | null
  readonly limits: KeyLimits
}
