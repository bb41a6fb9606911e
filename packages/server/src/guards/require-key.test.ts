import type { ChatBackend } from 'colloquy'
import { describe, expect, test } from 'vitest'
import { createHandler } from '../app.ts'

const backend: ChatBackend = {
  complete: () => expect.unreachable('the backend was asked for a completion'),
  models: async () => [],
}

describe('a server with keys', () => {
  test.each(['key-one', 'key-two'])('answers who brings %s', async (key) => {
    expect((await ask('/v1/models', { authorization: `Bearer ${key}` })).status).toBe(200)
    expect((await ask('/v1/models', { authorization: `bearer  ${key}` })).status).toBe(200)
  })

  test('answers 401 with OpenAI’s body and a challenge where no key came', async () => {
    const response = await ask('/v1/models')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    expect(await response.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param: null, code: null },
    })
  })

  test.each([
    'Bearer key-on',
    'Bearer key-one2',
    'Bearer KEY-ONE',
    'Bearer key-one key-two',
    'Bearer',
    'Bearer ',
    'Basic key-one',
    'key-one',
    'Bearer key-one, Bearer x',
  ])('answers 401 invalid_api_key to %j and repeats nothing of it', async (authorization) => {
    const response = await ask('/v1/models', { authorization })
    expect(response.status).toBe(401)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ error: { param: null, code: 'invalid_api_key' } })
    expect(text).not.toMatch(/key-on/i)
  })

  test.each([
    '/',
    '/v1/models/',
    '/v1//models',
    '/V1/models',
    '/livez/',
    '/livez/../v1/models',
    '/livez%2f..%2fv1%2fmodels',
    '/livez;/v1/models',
    '/v1/models?key=key-one',
    '/v1/models?api_key=key-one#/livez',
    '/nowhere',
  ])('asks for the key at %s', async (path) => {
    expect((await ask(path)).status).toBe(401)
  })

  test('asks for the key before it reads a body or names a method', async () => {
    const handler = createHandler(backend, { apiKeys: ['key-one'] })
    const post = new Request('http://localhost/v1/chat/completions', { method: 'POST', body: '{'.repeat(1000) })
    expect((await handler.fetch(post)).status).toBe(401)
    expect(post.bodyUsed).toBe(false)
    expect((await ask('/v1/models', {}, 'DELETE')).status).toBe(401)
  })

  test('takes a key in the header alone', async () => {
    for (const name of ['x-api-key', 'api-key', 'cookie', 'proxy-authorization', 'x-forwarded-authorization']) {
      expect((await ask('/v1/models', { [name]: 'Bearer key-one' })).status).toBe(401)
    }
  })

  test('tells without a key that the process lives', async () => {
    expect((await ask('/livez')).status).toBe(200)
  })
})

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const handler = createHandler(backend, { apiKeys: ['key-one', 'key-two'] })
  return handler.fetch(new Request(`http://localhost${path}`, { headers, method }))
}
