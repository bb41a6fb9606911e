/** The form of `traceparent`: version, trace, parent, flags (W3C Trace Context, 3.2). */
const form = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/

/**
 * What of a request's headers its upstream is told, so that both servers' spans join one trace: `traceparent` and, behind
 * a sound one, `tracestate`. Nothing else of a caller's headers goes on.
 */
export function traceHeaders(headers: Headers): Readonly<Record<string, string>> {
  const parent = headers.get('traceparent') ?? ''
  if (!form.test(parent)) return {}
  const state = headers.get('tracestate')
  // The standard has senders keep at least 512 characters, and lets them drop all of a longer one.
  return { traceparent: parent, ...(state !== null && state.length <= 512 && { tracestate: state }) }
}
