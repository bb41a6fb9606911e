/** Time limits in milliseconds; `Infinity` removes one. */
export interface TimeoutOptions {
  /**
   * Milliseconds to wait for the response's headers. Default: no limit of its own, because a server may send the headers only when
   * the whole answer is finished. `total` limits that wait, or `firstToken` in a stream.
   */
  connect?: number | undefined
  /** In a stream, milliseconds to wait for the first piece of the answer, from the headers on if `connect` is set. Default 60,000. */
  firstToken?: number | undefined
  /** Milliseconds between two pieces of the answer; keep-alive comments do not count as pieces. Default 60,000. */
  idle?: number | undefined
  /** Milliseconds for the whole call: attempts, waits and the stream. Default 600,000 for a whole answer, none for a stream. */
  total?: number | undefined
}

/** Joins the limits of a call: its own before the client's before the defaults. */
export function limitsOf(...timeouts: (number | TimeoutOptions | undefined)[]): TimeoutOptions {
  const limits: Record<string, number | undefined> = {}
  for (const timeout of timeouts) {
    const given: Record<string, number | undefined> =
      typeof timeout === 'number' ? { total: timeout, firstToken: timeout } : { ...timeout }
    for (const awaited in given) limits[awaited] ??= given[awaited]
  }
  return limits
}
