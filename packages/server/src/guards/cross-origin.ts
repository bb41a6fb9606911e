import { PermissionDeniedError } from 'colloquy'
import type { Context, MiddlewareHandler, Next } from 'hono'

/**
 * Decides what pages of other origins may do: nothing, unless their origin is listed; `*` lists all of them. Requests
 * of other origins are refused, not only kept from being read: a model's time is spent when the answer is made.
 * An origin is compared, never reflected unseen.
 */
export function crossOrigin(origins: readonly string[]): MiddlewareHandler {
  const listed = new Set(origins.map((origin) => origin.toLowerCase()))
  const judge = async (origin: string, context: Context, next: Next): Promise<void> => {
    if (!listed.has('*') && !listed.has(origin.toLowerCase())) {
      throw new PermissionDeniedError(
        'Web pages of other origins may not send requests to this server. Allow the origin when starting the server (`--cors`).',
      )
    }
    const isPreflight =
      context.req.method === 'OPTIONS' && context.req.header('access-control-request-method') !== undefined
    if (isPreflight) context.res = new Response(null, { status: 204, headers: preflightHeaders(context.req.raw) })
    else await next()
    const { headers } = context.res
    headers.set('access-control-allow-origin', listed.has('*') ? '*' : origin)
    headers.set('access-control-expose-headers', exposed)
    headers.set('cross-origin-resource-policy', 'cross-origin')
    headers.append('vary', 'Origin')
  }
  return (context, next) => {
    const origin = context.req.header('origin')
    return origin === undefined || isSameOrigin(origin, context.req.url) ? next() : judge(origin, context, next)
  }
}

/** The scheme is not compared: behind a proxy that ends TLS, the page has `https` and the request `http`. */
function isSameOrigin(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host
}

const exposed = [
  'idempotent-replayed',
  'openai-processing-ms',
  'retry-after',
  ...['limit', 'remaining', 'reset'].flatMap((what) => [`x-ratelimit-${what}-requests`, `x-ratelimit-${what}-tokens`]),
  'x-colloquy-overhead-ms',
  'x-colloquy-upstream',
  'x-request-id',
].join(', ')

function preflightHeaders({ headers }: Request): Record<string, string> {
  const asked = (headers.get('access-control-request-headers') ?? '').toLowerCase().split(',')
  // Named one by one: `*` does not cover `authorization` (Fetch standard), and OpenAI's clients send a dozen of their own.
  const ours = asked
    .map((name) => name.trim())
    .filter((name) => /^(?:x-stainless|openai|x-colloquy)-[a-z-]+$/.test(name))
  return {
    'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
    'access-control-allow-headers': [
      ...new Set(['authorization', 'content-type', 'idempotency-key', 'x-stainless-retry-count', ...ours]),
    ].join(', '),
    'access-control-max-age': '600',
  }
}
