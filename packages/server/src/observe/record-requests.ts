import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { RequestEnvironment } from '../guards/identify-request.ts'
import { NodeRequest } from '../node/node-request.ts'
import { RequestRecord, type RequestObserver } from './request-record.ts'

/**
 * Keeps a record of each request, for the observers, and tells of it in the answer's headers: which upstream answered
 * and how many milliseconds were added to it.
 */
export function recordRequests(observers: readonly RequestObserver[]): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const record = new RequestRecord(context.req.raw, context.get('requestId'), observers, () => performance.now())
    context.set('record', record)
    await next()
    const { headers, status } = context.res
    const upstream = record.answer?.asked?.upstream
    if (upstream !== undefined) headers.set('x-colloquy-upstream', upstream)
    headers.set('x-colloquy-overhead-ms', record.overhead().toFixed(1))
    if (context.error !== undefined) record.fails(context.error)
    const route = routeOf(routePath(context, -1), status)
    afterAnswer(context.req.raw, () => record.headIsSent(status, route))
  }
}

/** Of the paths, only those of the table: whatever else people try must not become labels. */
function routeOf(path: string, status: number): string {
  // A guard answered. All but the page's own answer with errors, or with the 204 of a preflight.
  if (path === '/*' || path === '*') return status === 200 || status === 304 ? 'page' : 'unmatched'
  return path.replace('{.+}', '')
}

/** Counting and logging take 30 µs of the 500 that a request takes longer through this server; nobody is to wait for them. */
function afterAnswer(request: object, act: () => void): void {
  if (request instanceof NodeRequest) request.afterAnswer(act)
  else act()
}
