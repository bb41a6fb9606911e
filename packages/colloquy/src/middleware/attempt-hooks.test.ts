import { expect, test } from 'vitest'
import { Colloquy, RateLimitError, ServerError, systemClock, type ChatCompletionRequest } from '../index.ts'
import { fetchFrom, scriptedBackend } from '../testing/index.ts'
import { attemptHooks, type AttemptHooks } from './index.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }

function setUp(hooks: AttemptHooks, fetch = fetchFrom(scriptedBackend([new ServerError('Down.'), 'Hello']))) {
  const clock = { ...systemClock, random: () => 0 }
  return new Colloquy({ baseURL: 'http://test/v1', apiKey: 'k', fetch, clock, hooks: attemptHooks(hooks) })
}

test.each([false, true])('see each attempt of a completion, with stream: %s', async (stream) => {
  const seen: unknown[] = []
  const client = setUp({
    beforeRequest: ({ method }) => void seen.push(method),
    afterResponse: ({ status }) => void seen.push(status),
  })
  const answer = await client.chat.createChatCompletion({ ...request, stream })
  if ('completion' in answer) await answer.completion()
  expect(seen).toEqual(['POST', 500, 'POST', 200])
})

test('see lists, and the models', async () => {
  const seen: unknown[] = []
  const client = setUp({ afterResponse: ({ status }, { method, url }) => void seen.push([status, method, url]) })
  await client.models.list()
  await expect(client.chat.listChatCompletions()).rejects.toMatchObject({ status: 404 })
  expect(seen).toEqual([
    [200, 'GET', 'http://test/v1/models'],
    [404, 'GET', 'http://test/v1/chat/completions'],
  ])
})

test('may send another request, such as a signed one', async () => {
  let signature: string | null | undefined
  const client = setUp(
    {
      beforeRequest: (given) => ({
        ...given,
        headers: { ...given.headers, 'x-signature': String(given.body?.length) },
      }),
    },
    async (input, init) => {
      signature = new Headers(init?.headers).get('x-signature')
      return fetchFrom(scriptedBackend('Hello'))(input, init)
    },
  )
  await client.chat.createChatCompletion(request)
  expect(signature).toBe(String(JSON.stringify(request).length))
})

test('are told where no response came, once an attempt', async () => {
  const seen: unknown[] = []
  const client = setUp({ afterError: (error) => void seen.push(error) }, () => Promise.reject(new TypeError('gone')))
  await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ name: 'ConnectionError' })
  expect(seen).toHaveLength(3)
})

test('may refuse, and the error stays what it is', async () => {
  const refusal = new RateLimitError('Not this month.', { code: 'insufficient_quota' })
  const client = setUp({ beforeRequest: () => Promise.reject(refusal) })
  await expect(client.chat.createChatCompletion(request)).rejects.toBe(refusal)
})

test.each<[keyof AttemptHooks, requests: number]>([
  ['beforeRequest', 0],
  ['afterResponse', 1],
  ['afterError', 1],
])('that throw end the call: what %s threw is the cause, and nothing is tried again', async (hook, requests) => {
  const cause = new TypeError('no secret to sign with')
  let asked = 0
  const client = setUp({ [hook]: () => Promise.reject(cause) }, async (...args) => {
    asked++
    if (hook === 'afterError') throw new TypeError('fetch failed')
    return fetchFrom(scriptedBackend('Hello'))(...args)
  })
  await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ code: 'callback_failed', cause })
  expect(asked).toBe(requests)
})

test('that never answer are ended by an abort', async () => {
  const controller = new AbortController()
  const { signal } = controller
  const client = setUp({ beforeRequest: () => new Promise(() => {}) })
  const creating = client.chat.createChatCompletion(request, { signal })
  setImmediate(() => controller.abort('enough'))
  await expect(creating).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
})
