/** The name of the counter of what a key used. */
export function usageCounter(keyId: string, what: 'tokens' | 'requests'): string {
  return `${keyId}/${what}`
}

/** The day counters are kept by, `2026-11-25` in UTC; for a month its first. */
export function usageDay(now: number, period: 'day' | 'month'): string {
  const day = new Date(now).toISOString().slice(0, 10)
  return period === 'day' ? day : `${day.slice(0, 7)}-01`
}
