import type { MiddlewareHandler } from 'hono'
import { directResponse } from '../answer/direct-response.ts'

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
 * Serves a page at `/`. It comes before the check of keys, because the files are the same for everybody and contain
 * nothing secret, and the page that asks for the key must load without one. Browsers ask each time whether their copy
 * is current (RFC 9110, 13.1.2), so an update shows at once.
 */
export function servePage(page: StaticPage): MiddlewareHandler {
  const tags = new Map<PageFile, Promise<string>>()
  return async ({ req }, next) => {
    const { method, path } = req
    const file = page.get(path === '/' ? 'index.html' : path.slice(1))
    if (file === undefined) return next()
    const tagging = tags.get(file) ?? tagOf(file)
    tags.set(file, tagging)
    const etag = await tagging
    // A browser keeps the page with the headers of the latest answer: a 304 has the policy as well, or nothing loads.
    const lasting = {
      etag,
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    }
    if (names(req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers: lasting })
    const headers = { ...lasting, 'content-type': file.type, 'content-length': String(file.body.length) }
    return method === 'HEAD' ? new Response(null, { headers }) : directResponse(file.body, { headers })
  }
}

async function tagOf({ body }: PageFile): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', body)
  return `"${btoa(String.fromCharCode(...new Uint8Array(digest))).slice(0, 22)}"`
}

/** Whether a list of tags, weak ones too, has this one; `*` is any. */
function names(list: string | undefined, tag: string): boolean {
  return list?.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag) === true
}
