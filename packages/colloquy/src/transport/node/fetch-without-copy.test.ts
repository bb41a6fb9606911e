import { expect, test } from 'vitest'
import { startServer } from '../../client/__fixtures__/loopback-server.ts'
import { Colloquy } from '../../index.ts'

const completion = { id: 'c', choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' } }] }

/** A server whose `/v1` redirects to its `/v2`, and a client that asks it over `fetch`. */
async function redirecting(status: number) {
  const { baseURL, requests } = await startServer((response, { url }) => {
    if (url.startsWith('/v1')) response.writeHead(status, { location: '/v2/chat/completions' }).end()
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(completion))
  })
  const client = new Colloquy({ baseURL, apiKey: 'k', maxRetries: 0, fetch: (url, init) => fetch(url, init) })
  const ask = async () => client.chat.createChatCompletion({ model: 'm', messages: [] })
  return { ask, requests }
}

test('a redirect is followed once the request has been sent as one that may meet one; the next is sent so at once', async () => {
  const { ask, requests } = await redirecting(307)
  expect(await ask()).toMatchObject(completion)
  expect(requests.map(({ url }) => url.slice(0, 3))).toEqual(['/v1', '/v1', '/v2'])
  expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1)
  await ask()
  expect(requests.slice(3).map(({ url }) => url.slice(0, 3))).toEqual(['/v1', '/v2'])
})

test('a redirect that would lose the body is refused with its address, as on any other way', async () => {
  const { ask } = await redirecting(303)
  await expect(ask()).rejects.toMatchObject({
    code: 'redirect_refused',
    status: 303,
    message: expect.stringContaining('/v2/chat/completions'),
  })
})

test.each([
  ['Node', new TypeError('fetch failed', { cause: new Error('unexpected redirect') })],
  ['a mock', new TypeError('Failed to fetch', { cause: 'unexpected redirect' })],
  ['another', new Error('uri requested responds with a redirect, redirect mode is set to error')],
])('a redirect is known by the words of %s', async (_, error) => {
  const given: unknown[] = []
  const client = new Colloquy({
    baseURL: 'https://api.test/v1',
    apiKey: 'k',
    maxRetries: 0,
    fetch: async (_url, init) => {
      given.push(init.redirect)
      if (init.redirect === 'error') throw error
      return Response.json(completion)
    },
  })
  expect(await client.chat.createChatCompletion({ model: 'm', messages: [] })).toMatchObject(completion)
  expect(given).toEqual(['error', 'manual'])
})

test('a fetch of the caller is asked in the words of the standard', async () => {
  const given: unknown[] = []
  const client = new Colloquy({
    baseURL: 'https://api.test/v1',
    apiKey: 'k',
    fetch: async (_url, init) => {
      given.push([init.redirect, init.window])
      return Response.json(completion)
    },
  })
  await client.chat.createChatCompletion({ model: 'm', messages: [] })
  expect(given).toEqual([['error', null]])
})
