/** Limits in milliseconds; `Infinity` takes one away. */
export interface TimeoutOptions {
  /**
   * Until the head of the response comes. Default: none of its own. A server may send the head of a whole answer only
   * when the answer is finished, so `total` bounds that wait; of a stream, `firstToken` does.
   */
  connect?: number | undefined
  /** Of a stream: until the first piece of the answer, from the head on if `connect` is set. Default 60,000. */
  firstToken?: number | undefined
  /** Milliseconds between two pieces of the answer, while you wait for one; keep-alive comments are none. Default 60,000. */
  idle?: number | undefined
  /** The whole call: attempts, waits and stream. Default 600,000 for a whole answer, none for a stream that moves. */
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
