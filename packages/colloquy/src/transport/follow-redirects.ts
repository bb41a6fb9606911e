import { redact } from '../errors/redact.ts'
import { secretsOf } from '../errors/secrets-of.ts'
import { parseURL } from '../parse-url.ts'
import { redirectRefused } from './redirect-refused.ts'
import type { Transport } from './transport.ts'

/** How often one request is passed on. */
const mostHops = 3

/**
 * Follows redirects within the same origin, where method and body stay (307, 308). Throws `ConnectionError` for others:
 * key and prompt go to no address the caller did not name.
 */
export function followRedirects(send: Transport): Transport {
  return async (request, ending) => {
    let asked = request
    for (let hop = 0; ; hop++) {
      const response = await send(asked, ending)
      const { status } = response
      if (status < 300 || status > 399) return response
      response.body?.cancel().catch(() => {})
      const { url } = asked
      const location = response.headers.get('location')
      const next = location ? parseURL(location, url) : undefined
      if (next?.origin !== new URL(url).origin || (status !== 307 && status !== 308) || hop === mostHops) {
        const to = next && ` to ${redact(next.origin + next.pathname, secretsOf(request.headers))}`
        throw redirectRefused(status, to)
      }
      asked = { ...request, url: next.href }
    }
  }
}
