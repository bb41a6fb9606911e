/** The part of `Headers` that is needed to read an answer. */
export interface HeaderReader {
  get(name: string): string | null
}

/**
 * Reads how many seconds the server asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date.
 * Undefined where it asks for nothing or for nonsense.
 *
 * @param now The time in Unix milliseconds a date is compared with.
 */
export function retryAfter(headers: HeaderReader, now: number = Date.now()): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') || -1)
  if (milliseconds >= 0) return milliseconds / 1000
  const told = headers.get('retry-after')
  if (!told) return undefined
  const seconds = Math.max(0, Number(told))
  const left = Number.isNaN(seconds) ? Math.max(0, (Date.parse(told) - now) / 1000) : seconds
  return Number.isNaN(left) ? undefined : left
}
