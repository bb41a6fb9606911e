import type { MiddlewareHandler } from 'hono'
import type { KeyRecord } from '../keys/key-record.ts'
import { newId } from '../new-id.ts'
import type { RequestRecord } from '../observe/request-record.ts'

/** What the guards have found out about a request by the time a route sees it. */
export interface RequestEnvironment {
  Variables: {
    /** Our own name for this request, as in the answer's `x-request-id`. */
    requestId: string
    /** Whose stored completions it may see; one for all where no keys tell callers apart. */
    owner: string
    /** The key it came with, where that is one of the store's. */
    key: KeyRecord | undefined
    /** What the answer says about that key's limits. */
    limitHeaders: readonly [string, string][] | undefined
    /** What is known of it so far. */
    record: RequestRecord
  }
}

/**
 * Names each request and puts the name and the milliseconds it took on its answer, refusals included. The name is
 * always made here, as OpenAI does: a caller's own could forge or split log lines.
 */
export function identifyRequest(): MiddlewareHandler<RequestEnvironment> {
  return async (context, next) => {
    const start = performance.now()
    const requestId = newId('req_')
    context.set('requestId', requestId)
    context.set('owner', 'everyone')
    await next()
    const { headers } = context.res
    headers.set('x-request-id', requestId)
    headers.set('openai-processing-ms', String(Math.round(performance.now() - start)))
  }
}
