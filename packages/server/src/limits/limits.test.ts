import type { ChatBackend } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, test } from 'vitest'
import { createHandler, type Handler } from '../app.ts'
import { createKey, rotateKey } from '../keys/create-key.ts'
import type { KeyLimits } from '../keys/key-record.ts'
import { memoryStore } from '../store/memory/memory-store.ts'
import { storeUnavailable } from '../store/store-unavailable.ts'
import type { Store } from '../store/store.ts'
import { usageCounter, usageDay } from './usage-counter.ts'

describe('a key of the store', () => {
  test('opens what it was made for, and nothing once it is revoked, expired or rotated away', async () => {
    const store = memoryStore()
    const { record, secret } = await createKey(store.keys, { name: 'ann' })
    const server = serve(scriptedBackend('x'), store)
    expect((await ask(server, secret)).status).toBe(200)
    expect((await ask(server, `${secret}x`)).status).toBe(401)
    const rotated = await rotateKey(store.keys, record, 0)
    expect((await ask(server, secret)).status).toBe(401)
    expect((await ask(server, rotated.secret)).status).toBe(200)
    await store.keys.revoke(record.id)
    expect(await ask(server, rotated.secret)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key', message: expect.stringContaining('revoked') } },
    })
    const old = await createKey(store.keys, { name: 'old', expires: 1 })
    expect(await ask(server, old.secret)).toMatchObject({
      status: 401,
      body: { error: { message: expect.stringContaining('expired') } },
    })
  })

  test('closes the server to those without one from the moment it is made, for good', async () => {
    const store = memoryStore()
    const server = serve(scriptedBackend('x'), store)
    expect((await ask(server, '')).status).toBe(200)
    const { record } = await createKey(store.keys, { name: 'ann' })
    expect((await ask(server, '')).status).toBe(401)
    await store.keys.revoke(record.id)
    expect((await ask(server, '')).status).toBe(401)
  })

  test('is of high entropy and kept nowhere', async () => {
    const store = memoryStore()
    const { record, secret } = await createKey(store.keys, { name: 'ann' })
    expect(secret).toMatch(/^sk-colloquy-[\w-]{43}$/)
    expect(JSON.stringify([record, await store.keys.list()])).not.toContain(secret)
  })

  test('sees its own stored completions alone, unless it was made to share', async () => {
    const store = memoryStore()
    const server = serve(scriptedBackend('x'), store)
    const [ann, bob, eve] = await Promise.all([
      createKey(store.keys, { name: 'ann', owner: 'team' }),
      createKey(store.keys, { name: 'bob', owner: 'team' }),
      createKey(store.keys, { name: 'eve' }),
    ])
    const { body } = await ask(server, ann.secret, { store: true })
    const look = (secret: string, method = 'GET') =>
      server.fetch(new Request(`http://localhost/v1/chat/completions/${body.id}`, { method, headers: bearer(secret) }))
    expect((await look(bob.secret)).status).toBe(200)
    expect((await look(eve.secret)).status).toBe(404)
    expect((await look(eve.secret, 'DELETE')).status).toBe(404)
    expect((await look(ann.secret)).status).toBe(200)
  })
})

describe('requests a minute', () => {
  test('are told in OpenAI’s headers and refused with its body', async () => {
    const { server, secret } = await limited({ rpm: 2 })
    const first = await ask(server, secret)
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit-requests': '2',
      'x-ratelimit-remaining-requests': '1',
      'x-ratelimit-reset-requests': expect.stringMatching(/^(30|29\.\d+)s$/),
    })
    expect((await ask(server, secret, { stream: true })).headers['x-ratelimit-remaining-requests']).toBe('0')
    const refused = await ask(server, secret)
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { type: 'requests', param: null, code: 'rate_limit_exceeded' } },
      headers: { 'x-ratelimit-remaining-requests': '0', 'retry-after': '30' },
    })
  })

  test('are counted by all servers of a store together', async () => {
    const store = memoryStore()
    const { secret } = await createKey(store.keys, { name: 'ann', limits: { rpm: 3 } })
    const servers = [serve(scriptedBackend('x'), store), serve(scriptedBackend('x'), store)]
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async (_, at) => (await ask(servers[at % 2] ?? servers[0], secret)).status),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  })
})

test.each([false, true])(
  'an answer is whole where its cost can no longer be counted (streamed: %s)',
  async (stream) => {
    const store = memoryStore()
    const { secret } = await createKey(store.keys, { name: 'ann', limits: { tpm: 1000, parallel: 1 } })
    const gone = () => Promise.reject(storeUnavailable(new Error('gone')))
    Object.assign(store.limits, { give: gone, count: gone, leave: gone })
    const told: unknown[] = []
    const server = createHandler(scriptedBackend('whole'), { store, onError: (error) => told.push(error) })
    const text = await (await server.fetch(asked(secret, { stream }))).text()
    expect(text).toContain('whole')
    expect(text).not.toContain('"error"')
    expect(text.endsWith('data: [DONE]\n\n')).toBe(stream)
    expect(told).toMatchObject([{ code: 'store_unavailable' }, { code: 'store_unavailable' }])
  },
)

describe('tokens a minute', () => {
  test('are taken by estimate and corrected by the count', async () => {
    const { server, secret } = await limited({ tpm: 1000 })
    const first = await ask(server, secret, { max_completion_tokens: 900 })
    expect(Number(first.headers['x-ratelimit-remaining-tokens'])).toBeLessThan(100)
    const second = await ask(server, secret, { max_completion_tokens: 900 })
    expect(second.status).toBe(200)
    expect(Number(second.headers['x-ratelimit-remaining-tokens'])).toBeGreaterThan(50)
  })

  test('refuse a request that asks for more than a minute holds, and say both numbers', async () => {
    const { server, secret } = await limited({ tpm: 100, rpm: 5 })
    const refused = await ask(server, secret, { max_completion_tokens: 1000 })
    expect(refused).toMatchObject({ status: 429, body: { error: { type: 'tokens', code: 'rate_limit_exceeded' } } })
    expect(refused.body.error?.message).toMatch(/limit is 100, and it asks for 10\d\d/)
    expect((await ask(server, secret)).headers['x-ratelimit-remaining-requests']).toBe('4')
  })
})

describe('answers at the same time', () => {
  test('are bounded, and a place is free again when an answer ends or its reader leaves', async () => {
    const { backend, opened, finish } = waiting()
    const { server, secret } = await limited({ parallel: 1 }, backend)
    const one = ask(server, secret)
    await opened()
    expect(await ask(server, secret)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { message: '1 answer of this key runs already, which is its limit. Try again later.' } },
    })
    finish()
    expect((await one).status).toBe(200)
    const streamed = await server.fetch(asked(secret, { stream: true }))
    await streamed.body?.cancel()
    finish()
    expect((await ask(server, secret)).status).toBe(200)
  })
})

describe('a budget', () => {
  test('refuses with insufficient_quota once it is spent, which clients do not try again', async () => {
    const { server, secret } = await limited({ budget: { tokens: 2, period: 'month' } })
    expect((await ask(server, secret)).status).toBe(200)
    expect(await ask(server, secret)).toMatchObject({
      status: 429,
      body: { error: { type: 'insufficient_quota', code: 'insufficient_quota', param: null } },
    })
  })
})

test('what a key used is counted, also of an answer that was left or failed', async () => {
  const store = memoryStore()
  const { record, secret } = await createKey(store.keys, { name: 'ann' })
  const server = serve(scriptedBackend(['one two', 'one two three', new Error('no')]), store)
  await ask(server, secret)
  const left = await server.fetch(asked(secret, { stream: true }))
  await left.body?.cancel()
  await ask(server, secret)
  const day = usageDay(Date.now(), 'month')
  expect(await store.limits.counted(usageCounter(record.id, 'requests'), day)).toBe(3)
  expect(await store.limits.counted(usageCounter(record.id, 'tokens'), day)).toBeGreaterThan(3)
})

async function limited(limits: KeyLimits, backend: ChatBackend = scriptedBackend('two words')) {
  const store = memoryStore()
  const { secret } = await createKey(store.keys, { name: 'ann', limits })
  return { server: serve(backend, store), secret }
}

function serve(backend: ChatBackend, store: Store): Handler {
  return createHandler(backend, { store, onError: () => undefined })
}

function bearer(secret: string): Record<string, string> {
  return secret === '' ? {} : { authorization: `Bearer ${secret}` }
}

function asked(secret: string, fields: object = {}): Request {
  const body = { model: 'scripted', messages: [{ role: 'user', content: 'Hi' }], ...fields }
  return new Request('http://localhost/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(secret) },
    body: JSON.stringify(body),
  })
}

interface Body {
  readonly id?: string
  readonly error?: { readonly message: string }
}

async function ask(
  server: Handler | undefined,
  secret: string,
  fields: { stream?: boolean; [name: string]: unknown } = {},
) {
  const response = await (server ?? expect.unreachable('no server')).fetch(asked(secret, fields))
  const text = await response.text()
  const body: Body = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: response.status, headers: Object.fromEntries(response.headers), body }
}

/** Opens answers and lets each go on when told. */
function waiting(): { backend: ChatBackend; opened: () => Promise<void>; finish: () => void } {
  const gates: (() => void)[] = []
  let open = (): void => undefined
  const first = new Promise<void>((resolve) => {
    open = resolve
  })
  let done = false
  const backend = scriptedBackend(async () => {
    open()
    if (!done) await new Promise<void>((resolve) => gates.push(resolve))
    return 'done'
  })
  return {
    backend,
    opened: () => first,
    finish() {
      done = true
      for (const gate of gates) gate()
    },
  }
}
