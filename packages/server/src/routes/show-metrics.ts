import { directResponse } from '../answer/direct-response.ts'
import { metricsType } from '../observe/metrics/registry.ts'
import type { ServerMetrics } from '../observe/server-metrics.ts'

/** `GET /metrics`: for Prometheus and whatever reads its text format. */
export function showMetrics(metrics: ServerMetrics): Response {
  return directResponse(metrics.render(), { headers: { 'content-type': metricsType } })
}
