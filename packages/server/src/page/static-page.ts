import type { MiddlewareHandler } from 'hono'
import { DirectResponse } from '../answer/direct-response.ts'

/** A file of a page. */
export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>
  /** Its media type. */
  readonly type: string
}

/** Files by their path below `/`, such as `index.html`. Nothing else can be asked for. */
export type StaticPage = ReadonlyMap<string, PageFile>

// The page's own script and style, pictures a person attached, and this server's API: nothing else loads, nothing frames it.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Hands out a page at `/`. Stands before the guard of the keys: the files are the same for everybody and hold nothing,
 * and a page that asks for the key must be there to ask.
 */
export function servePage(page: StaticPage): MiddlewareHandler {
  return async ({ req: { method, path } }, next) => {
    const file = page.get(path === '/' ? 'index.html' : path.slice(1))
    if (file === undefined || (method !== 'GET' && method !== 'HEAD')) return next()
    const headers = {
      'content-type': file.type,
      'content-length': String(file.body.length),
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    }
    return method === 'HEAD' ? new Response(null, { headers }) : new DirectResponse(file.body, { headers })
  }
}
