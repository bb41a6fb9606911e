/**
 * Reads how many seconds the server asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date.
 * Undefined where it asks for nothing or for nonsense.
 *
 * @param now The time in Unix milliseconds a date is compared with.
 */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const milliseconds = headers.get('retry-after-ms')
  if (milliseconds && Number(milliseconds) >= 0) return Number(milliseconds) / 1000
  const told = headers.get('retry-after')
  if (!told) return undefined
  const seconds = Number.isNaN(Number(told)) ? (Date.parse(told) - now) / 1000 : Number(told)
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}
