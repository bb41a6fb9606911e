import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionRequest, type ColloquyOptions } from '../index.ts'
import { events, json, scriptedFetch } from './__fixtures__/scripted-fetch.ts'
import { TestClock } from './__fixtures__/test-clock.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [] }
const fine = json({ choices: [{ message: { content: 'a' } }] })
const refuse = (status: number, headers: Record<string, string> = {}) => json({ error: 'No.' }, { status, headers })
const unreachable = () => Promise.reject(new TypeError('fetch failed'))
const unlimited = { total: Infinity, idle: Infinity, firstToken: Infinity }

function setUp(answers: (() => Response | Promise<Response>)[], options: ColloquyOptions = {}) {
  const clock = new TestClock({ impatient: true })
  const fetch = scriptedFetch(...answers)
  const client = new Colloquy({ baseURL: 'https://api.test', fetch, clock, timeout: unlimited, ...options })
  return { client, clock, calls: fetch.calls, create: () => client.chat.createChatCompletion(request) }
}

test('tries again what may pass, twice by default, after jittered waits', async () => {
  const { create, clock, calls } = setUp([unreachable, refuse(503), fine])
  await expect(create()).resolves.toBeDefined()
  expect(calls).toHaveLength(3)
  expect(clock.waits).toEqual([250, 500])
})

test('marks all attempts of a call with one idempotency key, and each call with another', async () => {
  const { create, calls } = setUp([refuse(500), refuse(500), fine, fine])
  await create()
  await create()
  const keys = calls.map(({ headers }) => headers.get('idempotency-key'))
  expect(new Set(keys.slice(0, 3)).size).toBe(1)
  expect(new Set(keys).size).toBe(2)
})

test('asks for the key before each attempt', async () => {
  let count = 0
  const { create, calls } = setUp([refuse(500), fine], { apiKey: () => `token-${++count}` })
  await create()
  expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2'])
})

test.each([
  ['seconds', { 'retry-after': '3' }, 3000],
  ['milliseconds', { 'retry-after-ms': '60' }, 60],
])('waits as long as the server says in %s', async (_, headers, wait) => {
  const { create, clock } = setUp([refuse(429, headers), fine])
  await create()
  expect(clock.waits).toEqual([wait])
})

describe('gives up', () => {
  test('after maxRetries, with the last error', async () => {
    const { create, calls } = setUp([refuse(500), refuse(502), refuse(503)], { maxRetries: 2 })
    await expect(create()).rejects.toMatchObject({ name: 'ServerError', status: 503 })
    expect(calls).toHaveLength(3)
  })

  test.each([
    ['a request the server refuses', refuse(400)],
    ['a wait of more than a minute', refuse(429, { 'retry-after': '61' })],
    ['a server that says so', refuse(500, { 'x-should-retry': 'false' })],
    ['a spent quota', json({ error: { message: 'Pay.', code: 'insufficient_quota' } }, { status: 429 })],
    ['an answer that is none', json({})],
  ])('at once on %s', async (_, answer) => {
    const { create, calls, clock } = setUp([answer, fine])
    await expect(create()).rejects.toMatchObject({ code: expect.any(String) })
    expect(calls).toHaveLength(1)
    expect(clock.waits).toEqual([])
  })

  test('when the wait is longer than what is left of the call', async () => {
    const clock = new TestClock()
    const fetch = scriptedFetch(refuse(429, { 'retry-after': '5' }), fine)
    const client = new Colloquy({ baseURL: 'https://api.test', fetch, clock, timeout: { total: 4000 } })
    await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ status: 429, retryAfter: 5 })
    expect(clock.pending).toBe(0)
  })
})

test('an abort ends the wait', async () => {
  const clock = new TestClock()
  const controller = new AbortController()
  const fetch = scriptedFetch(() => {
    queueMicrotask(() => setImmediate(() => controller.abort(new Error('enough'))))
    return refuse(429, { 'retry-after': '30' })()
  })
  const client = new Colloquy({ baseURL: 'https://api.test', fetch, clock })
  await expect(client.chat.createChatCompletion(request, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
    cause: new Error('enough'),
  })
  expect(fetch.calls).toHaveLength(1)
  expect(clock.pending).toBe(0)
})

test('a stream is tried again before its first byte and never after', async () => {
  const { client, calls } = setUp([refuse(503), events(['data: {"choices":[{"delta":{"content":"a"}}]}\n\n'], 'break')])
  const stream = await client.chat.createChatCompletion({ ...request, stream: true })
  await expect(stream.completion()).rejects.toMatchObject({ name: 'ConnectionError' })
  expect(calls).toHaveLength(2)
})
