/**
 * Reads how many seconds the server asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date.
 * Undefined where it asks for nothing or for nonsense.
 *
 * @param headers By names in lower case.
 * @param now The time in Unix milliseconds a date is compared with.
 */
export function retryAfter(headers: Readonly<Record<string, string>>, now: number = Date.now()): number | undefined {
  const told = headers['retry-after']
  const readings = [Number(headers['retry-after-ms']) / 1000, Number(told), (Date.parse(String(told)) - now) / 1000]
  const wait = readings.find(Number.isFinite)
  return wait && Math.max(0, wait)
}
