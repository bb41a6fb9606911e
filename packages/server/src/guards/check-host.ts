import { PermissionDeniedError } from 'colloquy'
import type { MiddlewareHandler } from 'hono'

/**
 * Refuses requests that were meant for another host. A web page can point a name of its own at 127.0.0.1 (DNS
 * rebinding), and its requests then come with that name.
 */
export function checkHost(hosts: readonly string[]): MiddlewareHandler {
  const known = new Set(hosts.map((host) => host.toLowerCase()))
  // Requests come to the same address one after the other.
  let lastKnown = ''
  return (context, next) => {
    const { url } = context.req
    if (url === lastKnown) return next()
    if (!known.has(new URL(url).hostname.toLowerCase())) {
      throw new PermissionDeniedError(
        'This server does not answer to the host name in the request. Use its own address, or allow the name when starting the server (`--allow-host`).',
      )
    }
    lastKnown = url
    return next()
  }
}
