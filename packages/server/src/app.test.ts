import { RateLimitError, type ChatBackend } from 'colloquy'
import type { Model } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { createHandler } from './app.ts'

const ids = ['tiny', 'hf:owner/name:Q4_K_M', 'a/b/c', '100%', 'naïve model?#']
const models = ids.map((id): Model => ({ id, object: 'model', created: 1, owned_by: 'colloquy' }))

describe('createHandler', () => {
  test('lists the models of its backend', async () => {
    const response = await ask('/v1/models')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({ object: 'list', data: models })
  })

  test.each(ids)('finds the model %s by its percent-encoded id', async (id) => {
    const response = await ask(`/v1/models/${encodeURIComponent(id)}`)
    expect(await response.json()).toMatchObject({ id, object: 'model' })
  })

  test('finds ids with slashes and colons written plainly', async () => {
    expect(await (await ask('/v1/models/hf:owner/name:Q4_K_M')).json()).toMatchObject({ id: 'hf:owner/name:Q4_K_M' })
    expect(await (await ask('/v1/models/a/b/c')).json()).toMatchObject({ id: 'a/b/c' })
  })

  test('answers an unknown model with 404 model_not_found', async () => {
    const response = await ask('/v1/models/a%252Fb/c')
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: {
        message: expect.stringContaining('`a%2Fb/c`'),
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    })
  })

  test('is alive', async () => {
    expect((await ask('/livez')).status).toBe(200)
    expect((await ask('/livez', { method: 'HEAD' })).status).toBe(200)
  })

  test.each([
    '/',
    '/v1',
    '/v1/chat/completion',
    '/v1/chat/completions/',
    '/v1/models/',
    '/v2/models',
    '/../etc/passwd',
  ])('answers 404 in the error shape at %s', async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param: null, code: null },
    })
  })

  test.each([
    ['GET', '/v1/chat/completions', 'POST'],
    ['PUT', '/v1/chat/completions', 'POST'],
    ['OPTIONS', '/v1/chat/completions', 'POST'],
    ['POST', '/v1/models', 'GET, HEAD'],
    ['DELETE', '/v1/models/a/b/c', 'GET, HEAD'],
    ['POST', '/livez', 'GET, HEAD'],
  ])('answers %s %s with 405 and the methods it allows', async (method, path, allow) => {
    const response = await ask(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param: null, code: null } })
  })

  test('names every answer, refusals included, and tells how long it took', async () => {
    const answers = await Promise.all([
      ask('/v1/models', { headers: { 'x-request-id': 'mine' } }),
      ask('/nowhere'),
      ask('/v1/models', { method: 'PUT' }),
      ask('/v1/chat/completions', { method: 'POST', body: '{' }),
    ])
    const names = answers.map(({ headers }) => headers.get('x-request-id'))
    for (const name of names) expect(name).toMatch(/^req_[0-9a-f]{32}$/)
    expect(new Set(names).size).toBe(4)
    for (const { headers } of answers) expect(headers.get('openai-processing-ms')).toMatch(/^\d+$/)
  })

  test('lets no browser page of another origin read or cache an answer', async () => {
    const preflight = { origin: 'http://evil.example', 'access-control-request-method': 'POST' }
    const answers = [
      await ask('/v1/models', { headers: { origin: 'http://evil.example' } }),
      await ask('/v1/chat/completions', { method: 'OPTIONS', headers: preflight }),
    ]
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  test('passes on what a backend knows about its failure', async () => {
    const response = await ask('/v1/models', {}, () =>
      Promise.reject(new RateLimitError('Slow down.', { retryAfter: 1.2 })),
    )
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe('2')
    expect(await response.json()).toEqual({
      error: { message: 'Slow down.', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' },
    })
  })

  test.each([new Error('/home/operator/secret.gguf'), 'a thrown string', undefined])(
    'answers 500 without the words of a foreign error, and reports it under the answer’s name',
    async (thrown) => {
      const reports: unknown[][] = []
      const handler = createHandler(
        { ...backend(), models: () => Promise.reject(thrown) },
        { onError: (...report) => reports.push(report) },
      )
      const response = await handler.fetch(new Request('http://localhost/v1/models'))
      expect(response.status).toBe(500)
      const text = await response.text()
      expect(JSON.parse(text)).toMatchObject({ error: { type: 'server_error', param: null, code: null } })
      expect(text).not.toContain('secret')
      expect(reports).toEqual([[expect.any(Error), { requestId: response.headers.get('x-request-id') }]])
    },
  )
})

async function ask(path: string, init: RequestInit = {}, list?: ChatBackend['models']): Promise<Response> {
  const handler = createHandler({ ...backend(), ...(list && { models: list }) })
  return handler.fetch(new Request(`http://localhost${path}`, init))
}

function backend(): ChatBackend {
  return {
    complete: () => expect.unreachable('the backend was asked for a completion'),
    models: async () => models,
  }
}
