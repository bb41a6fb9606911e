import type { Bucket } from '../store/limit-store.ts'

/** OpenAI's headers about a limit: what there is when full, what is left, and when it is full again. */
export function rateHeaders(kind: 'requests' | 'tokens', { capacity }: Bucket, level: number): [string, string][] {
  const left = Math.max(0, Math.floor(level))
  return [
    [`x-ratelimit-limit-${kind}`, String(capacity)],
    [`x-ratelimit-remaining-${kind}`, String(left)],
    [`x-ratelimit-reset-${kind}`, duration(((capacity - level) / capacity) * 60)],
  ]
}

/** `6m0s`, `1.5s`, `20ms`: the way OpenAI writes it. */
function duration(seconds: number): string {
  if (seconds < 1) return `${Math.max(0, Math.ceil(seconds * 1000))}ms`
  const minutes = Math.floor(seconds / 60)
  const rest = `${Number((seconds - minutes * 60).toFixed(3))}s`
  return minutes === 0 ? rest : `${minutes}m${rest}`
}
