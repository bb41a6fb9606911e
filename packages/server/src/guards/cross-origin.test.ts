import type { ChatBackend } from 'colloquy'
import { describe, expect, test } from 'vitest'
import { createHandler, type HandlerOptions } from '../app.ts'

const backend: ChatBackend = {
  complete: () => expect.unreachable('the backend was asked for a completion'),
  models: async () => [],
}
const page = 'https://app.example'
const preflight = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'Authorization, content-type, x-stainless-os,x-stainless-helper-method, x-evil',
}

describe('a page of another origin', () => {
  test.each(['https://evil.example', 'null', 'http://localhost:81', 'http://localhost.evil.example', 'x', ''])(
    'is refused by default, whatever it asks: %j',
    async (origin) => {
      for (const [path, method, headers] of [
        ['/v1/models', 'GET', {}],
        ['/v1/chat/completions', 'OPTIONS', preflight],
        ['/v1/chat/completions', 'POST', { 'content-type': 'application/json' }],
      ] as const) {
        const response = await ask(path, { method, headers: { ...headers, origin } })
        expect(response.status).toBe(403)
        expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
        expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null } })
      }
    },
  )

  test('is served where its origin is listed, preflight first and without a key', async () => {
    const options = { corsOrigins: [page], apiKeys: ['k'] }
    const granted = await ask(
      '/v1/chat/completions',
      { method: 'OPTIONS', headers: { ...preflight, origin: page } },
      options,
    )
    expect(granted.status).toBe(204)
    expect(granted.headers.get('access-control-allow-origin')).toBe(page)
    expect(granted.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, DELETE')
    const allowed = granted.headers.get('access-control-allow-headers')?.split(', ')
    expect(allowed).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'x-stainless-os', 'x-stainless-helper-method']),
    )
    expect(allowed).not.toContain('x-evil')
    expect(granted.headers.get('vary')).toBe('Origin')
    expect(granted.headers.get('access-control-allow-credentials')).toBeNull()

    const refused = await ask('/v1/models', { headers: { origin: page } }, options)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('access-control-allow-origin')).toBe(page)
    expect(refused.headers.get('access-control-expose-headers')).toContain('x-request-id')
    const served = await ask('/v1/models', { headers: { origin: page, authorization: 'Bearer k' } }, options)
    expect(served.status).toBe(200)
    expect((await ask('/v1/models', { headers: { origin: `${page}.evil` } }, options)).status).toBe(403)
  })

  test('is served whatever its origin where all are listed', async () => {
    const response = await ask('/v1/models', { headers: { origin: page } }, { corsOrigins: ['*'] })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

test('a page of the server’s own is served, also behind a proxy that ends TLS', async () => {
  for (const origin of ['http://localhost', 'https://localhost']) {
    expect((await ask('/v1/models', { headers: { origin } })).status).toBe(200)
  }
})

describe('a server that knows its names', () => {
  const options = { hosts: ['localhost', '127.0.0.1', '[::1]'] }

  test.each(['localhost', 'LOCALHOST:8080', '127.0.0.1:8080', '[::1]:1'])('answers as %s', async (host) => {
    expect((await ask('/v1/models', {}, options, host)).status).toBe(200)
  })

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:8080', '10.0.0.1', '[::2]'])(
    'refuses a request for %s before anything else',
    async (host) => {
      const response = await ask('/v1/models', {}, { ...options, apiKeys: ['k'] }, host)
      expect(response.status).toBe(403)
      expect(await response.text()).not.toContain(host)
    },
  )
})

test('every answer is kept from caches, frames and guesses', async () => {
  for (const path of ['/v1/models', '/nowhere', '/livez']) {
    const { headers } = await ask(path)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  }
})

async function ask(path: string, init: RequestInit = {}, options: HandlerOptions = {}, host = 'localhost') {
  return createHandler(backend, options).fetch(new Request(`http://${host}${path}`, init))
}
