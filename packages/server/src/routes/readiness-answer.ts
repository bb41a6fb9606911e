import { jsonResponse } from '../answer/direct-response.ts'

/** Why no more requests should be sent here for the moment. */
export type NotReadyReason = 'loading' | 'draining' | 'overloaded' | 'upstreams_down' | 'store_unavailable'

/** `GET /readyz`: 200 while requests are welcome, 503 and the reason while they are not. */
export function readinessAnswer(reason: NotReadyReason | undefined): Response {
  if (reason === undefined) return jsonResponse({ status: 'ready' })
  return jsonResponse({ status: 'not ready', reason }, { status: 503, headers: { 'retry-after': '2' } })
}
