import { collect, type ChatCompletionRequest } from 'colloquy'
import { describe, expect, onTestFinished, test } from 'vitest'
import { TestClock } from '../../../colloquy/src/client/__fixtures__/test-clock.ts'
import { createHandler } from '../app.ts'
import { begin, fakeUpstream, refuse, say, type FakeUpstream } from './__fixtures__/fake-upstream.ts'
import type { Route } from './routing-context.ts'
import { UpstreamPool, type UpstreamPoolOptions } from './upstream-pool.ts'

describe('a pool of upstreams', () => {
  test('keeps the turns of a conversation on one upstream, and spreads conversations over all', async () => {
    const upstreams = [await fakeUpstream(say('a')), await fakeUpstream(say('b')), await fakeUpstream(say('c'))]
    const pool = await poolOf(upstreams)
    const seen = new Set<string>()
    for (let conversation = 0; conversation < 20; conversation++) {
      const first = await ask(pool, [`Question ${conversation}`])
      const second = await ask(pool, [`Question ${conversation}`, first.text, 'And then?'])
      expect(second.text).toBe(first.text)
      seen.add(first.text)
    }
    expect([...seen].toSorted()).toEqual(['a', 'b', 'c'])
  })

  test('asks elsewhere when an upstream fails before its first chunk', async () => {
    const failures = [
      refuse(500),
      refuse(503),
      refuse(429),
      refuse(401),
      refuse(404),
      (response: Parameters<typeof begin>[0]) => response.destroy(),
      (response: Parameters<typeof begin>[0]) => response.setHeader('content-type', 'text/html').end('<h1>Hi</h1>'),
      (response: Parameters<typeof begin>[0]) => response.setHeader('content-type', 'text/event-stream').end(),
    ]
    for (const failure of failures) {
      const pool = await poolOf([await fakeUpstream(failure), await fakeUpstream()])
      for (let time = 0; time < 4; time++) expect((await ask(pool, [`Question ${time}`])).text).toBe('Hello.')
    }
  })

  test.each([false, true])(
    'tells its upstream of the trace it belongs to, and of no other header (%s)',
    async (stream) => {
      const upstream = await fakeUpstream()
      const handler = createHandler(await poolOf([upstream]), { onError: () => undefined })
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
      const asked = async (trace: Record<string, string>) => {
        const headers = { 'content-type': 'application/json', cookie: 'c', authorization: 'Bearer k', ...trace }
        const body = JSON.stringify({ model: 'm', stream, messages: [{ role: 'user', content: 'Hi' }] })
        const post = new Request('http://localhost/v1/chat/completions', { method: 'POST', headers, body })
        await (await handler.fetch(post)).text()
        return upstream.requests.at(-1)?.headers
      }
      const traced = await asked({ traceparent, tracestate: 'vendor=1' })
      expect(traced).toMatchObject({ traceparent, tracestate: 'vendor=1' })
      expect(traced).not.toHaveProperty('cookie')
      expect(traced).not.toHaveProperty('authorization')
      const forged = await asked({ traceparent: 'x', tracestate: 'vendor=1' })
      expect(forged).not.toHaveProperty('traceparent')
      expect(forged).not.toHaveProperty('tracestate')
    },
  )

  test('loses no request that had not begun when an upstream is killed', async () => {
    const doomed = await fakeUpstream()
    const pool = await poolOf([doomed, await fakeUpstream()])
    const before = Array.from({ length: 20 }, (_, at) => ask(pool, [`Before ${at}`]))
    await Promise.all(before)
    await doomed.kill()
    const after = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(pool, [`After ${at}`])))
    expect(after.every(({ text }) => text === 'Hello.')).toBe(true)
    expect(pool.status()[0]?.state).toBe('open')
  })

  test('hands on what a request did wrong, and does not ask a second upstream', async () => {
    const upstreams = [
      await fakeUpstream(refuse(400, { param: 'top_p' })),
      await fakeUpstream(refuse(400, { param: 'top_p' })),
    ]
    const pool = await poolOf(upstreams)
    await expect(ask(pool, ['Hi'])).rejects.toMatchObject({ status: 400, param: 'top_p', message: 'status 400' })
    expect(upstreams.flatMap(({ requests }) => requests)).toHaveLength(1)
  })

  test('asks for an answer that nobody reads along whole, and gives it as it came', async () => {
    const calls = ['a', 'b'].map((id) => ({ id, type: 'function', function: { name: 'f', arguments: '{"x":1}' } }))
    const message = { role: 'assistant', content: null, refusal: null, tool_calls: calls, reasoning_content: 'Hm.' }
    const choices = [{ index: 0, message, finish_reason: 'tool_calls', logprobs: null }]
    const completion = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices, vendor: { x: [1, 2] } }
    const upstream = await fakeUpstream((response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(completion))
    })
    const pool = await poolOf([upstream])
    expect(await collect(pool.complete({ ...request(['Hi']), stream: false }, { signal: staying() }))).toEqual(
      completion,
    )
    expect(upstream.requests[0]?.body).toMatchObject({ stream: false })
    expect(upstream.requests[0]?.body).not.toHaveProperty('stream_options')
  })

  test('does not ask again once a chunk was handed on', async () => {
    const cut = (response: Parameters<typeof begin>[0]) => {
      begin(response, 'Hel')
      response.end()
    }
    const upstreams = [await fakeUpstream(cut), await fakeUpstream(cut)]
    const pool = await poolOf(upstreams)
    await expect(ask(pool, ['Hi'])).rejects.toMatchObject({ code: 'stream_truncated' })
    expect(upstreams.flatMap(({ requests }) => requests)).toHaveLength(1)
  })

  test('asks three upstreams at most that do work on the request', async () => {
    const upstreams = await Promise.all(Array.from({ length: 5 }, () => fakeUpstream(refuse(500))))
    const pool = await poolOf(upstreams)
    await expect(ask(pool, ['Hi'])).rejects.toMatchObject({ status: 500 })
    expect(upstreams.flatMap(({ requests }) => requests)).toHaveLength(3)
  })

  test('tells callers nothing of its own keys and addresses', async () => {
    const refusing = await poolOf([await fakeUpstream(refuse(401))])
    await expect(ask(refusing, ['Hi'])).rejects.toMatchObject({
      status: 502,
      message: expect.not.stringContaining('127.0.0.1'),
    })
    const gone = await fakeUpstream()
    const pool = await poolOf([gone])
    await gone.kill()
    await expect(ask(pool, ['Hi'])).rejects.toMatchObject({
      code: 'connection_failed',
      message: 'The upstream `u0` could not be reached.',
    })
  })

  test('sends each upstream its own key, and none to those without, whatever the environment holds', async () => {
    const [one, other] = [await fakeUpstream(), await fakeUpstream()]
    const pool = poolWith({ upstreams: [{ baseURL: one.baseURL, name: 'one', apiKey: 'sk-one' }] })
    await ask(pool, ['Hi'])
    expect(one.requests[0]?.headers.authorization).toBe('Bearer sk-one')
    process.env['OPENAI_API_KEY'] = 'sk-of-the-environment'
    onTestFinished(() => void delete process.env['OPENAI_API_KEY'])
    await ask(poolWith({ upstreams: [{ baseURL: other.baseURL }] }), ['Hi'])
    expect(other.requests[0]?.headers.authorization).toBeUndefined()
  })

  test('closes the connection to the upstream when the caller leaves', async () => {
    const upstream = await fakeUpstream((response) => begin(response, 'Hel'))
    const pool = await poolOf([upstream])
    for await (const _ of pool.complete(request(['Hi']), { signal: staying() })) break
    await upstream.left
    expect(pool.status()[0]?.running).toBe(0)
  })

  test('closes it also when the caller aborts before the first chunk', async () => {
    const leaving = new AbortController()
    const upstream = await fakeUpstream(() => leaving.abort())
    const pool = await poolOf([upstream])
    await expect(ask(pool, ['Hi'], { signal: leaving.signal })).rejects.toMatchObject({ code: 'aborted' })
    await upstream.left
    expect(pool.status()[0]).toMatchObject({ running: 0, state: 'up' })
  })
})

describe('models of a pool', () => {
  test('are asked for where they are, and unknown ones are refused', async () => {
    const [small, large] = [await fakeUpstream(say('s'), ['small']), await fakeUpstream(say('l'), ['large'])]
    const pool = await poolOf([small, large])
    expect((await ask(pool, ['Hi'], { model: 'large' })).text).toBe('l')
    await expect(ask(pool, ['Hi'], { model: 'huge' })).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
    expect((await pool.models()).map(({ id }) => id)).toEqual(['small', 'large'])
  })

  test('may have other names, and others to stand in when they fail', async () => {
    const [small, large] = [await fakeUpstream(refuse(500), ['small']), await fakeUpstream(say('l'), ['large'])]
    const pool = await poolOf([small, large], { models: { fast: { use: 'small', fallback: ['large'] } } })
    const { text, model } = await ask(pool, ['Hi'], { model: 'fast' })
    expect([text, model]).toEqual(['l', 'large'])
    expect(small.requests[0]?.body.model).toBe('small')
    expect((await pool.models()).map(({ id }) => id)).toEqual(['small', 'large', 'fast'])
  })

  test('may be pinned to an upstream that lists none', async () => {
    const upstream = await fakeUpstream(say('x'), [])
    const pool = poolWith({ upstreams: [{ baseURL: upstream.baseURL, models: ['x'] }] })
    await pool.checked()
    expect((await ask(pool, ['Hi'], { model: 'x' })).text).toBe('x')
    expect(await pool.models()).toMatchObject([{ id: 'x' }])
  })
})

describe('a pool under load', () => {
  test('lets requests wait for an upstream that answers as many as it may', async () => {
    const open: (() => void)[] = []
    const upstream = await fakeUpstream((response, seen) => open.push(() => say('ok')(response, seen)))
    const pool = poolWith({ upstreams: [{ baseURL: upstream.baseURL, parallel: 1 }] })
    await pool.checked()
    const answers = ['One', 'Two'].map((question) => ask(pool, [question]))
    await until(() => open.length === 1)
    expect(pool.waiting).toBe(1)
    open[0]?.()
    await until(() => open.length === 2)
    open[1]?.()
    expect((await Promise.all(answers)).map(({ text }) => text)).toEqual(['ok', 'ok'])
    expect((await Promise.all(answers))[1]?.route).toMatchObject({ attempts: 1 })
  })

  test('refuses with 503 when as many wait as may, and is not ready then', async () => {
    const upstream = await fakeUpstream(() => undefined)
    const pool = poolWith({ upstreams: [{ baseURL: upstream.baseURL, parallel: 1 }], maxWaiting: 0 })
    await pool.checked()
    const leaving = new AbortController()
    const running = ask(pool, ['One'], { signal: leaving.signal })
    await until(() => upstream.requests.length === 1)
    await expect(ask(pool, ['Two'])).rejects.toMatchObject({ status: 503, code: 'overloaded', retryAfter: 1 })
    expect(pool.notReady()).toBe('overloaded')
    leaving.abort()
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
  })

  test('says so when all upstreams are down, and comes back with the first that lives', async () => {
    const clock = new TestClock()
    let alive = true
    const upstream = await fakeUpstream()
    const reach: typeof fetch = (input, init) => (alive ? fetch(input, init) : Promise.reject(new TypeError('refused')))
    const pool = poolWith({ upstreams: [{ baseURL: upstream.baseURL }], clock, fetch: reach, checkInterval: 5_000 })
    expect(pool.notReady()).toBe('loading')
    await pool.checked()
    expect(pool.notReady()).toBeUndefined()
    alive = false
    for (let check = 0; check < 2; check++) {
      await until(() => clock.pending === 1)
      clock.advance(5_000)
    }
    await until(() => pool.notReady() === 'upstreams_down')
    await expect(ask(pool, ['Hi'])).rejects.toMatchObject({ status: 503, code: 'overloaded', retryAfter: 2 })
    alive = true
    await until(() => clock.pending === 1)
    clock.advance(5_000)
    await until(() => pool.notReady() === undefined)
    expect((await ask(pool, ['Hi'])).text).toBe('Hello.')
  })
})

test('takes an upstream that answers with a page for one that is down, and one without a list for one that lives', async () => {
  const page = () => new Response('<html><body>Sign in</body></html>', { headers: { 'content-type': 'text/html' } })
  const none = () => Response.json({ detail: 'Not Found' }, { status: 404 })
  const other = () => Response.json({ models: [] })
  for (const [answer, state] of [
    [page, 'down'],
    [none, 'up'],
    [other, 'up'],
  ] as const) {
    const reach = () => Promise.resolve(answer())
    const pool = poolWith({ upstreams: [{ baseURL: 'http://127.0.0.1:1/v1', name: 'u0' }], fetch: reach })
    await pool.checked()
    expect(pool.status()).toMatchObject([{ state }])
    if (state === 'down') {
      await expect(ask(pool, ['Hi'])).rejects.toMatchObject({
        code: 'overloaded',
        cause: { message: expect.stringContaining('The server answered 200 with text/html: Sign in') },
      })
    }
  }
})

test('tells the log, and not the caller, why an upstream is down', async () => {
  const refused = { error: { message: 'Bad key.', type: null, param: null, code: null } }
  const reach = (): Promise<Response> => Promise.resolve(Response.json(refused, { status: 401 }))
  const pool = poolWith({ upstreams: [{ baseURL: 'http://127.0.0.1:1/v1', name: 'u0' }], fetch: reach })
  await pool.checked()
  await expect(ask(pool, ['Hi'])).rejects.toMatchObject({
    message: 'No upstream can answer for `m` at the moment. Try again in 2 s.',
    cause: { message: "The upstream `u0` refuses this server's key.", cause: { status: 401 } },
  })
})

test('two upstreams of one name are refused', () => {
  const baseURL = 'http://127.0.0.1:1/v1'
  expect(() => new UpstreamPool({ upstreams: [{ baseURL }, { baseURL }] })).toThrow('Two upstreams are called')
})

async function poolOf(upstreams: readonly FakeUpstream[], options: Partial<UpstreamPoolOptions> = {}) {
  const named = upstreams.map(({ baseURL }, at) => ({ baseURL, name: `u${at}` }))
  const pool = poolWith({ upstreams: named, ...options })
  await pool.checked()
  return pool
}

function poolWith(options: UpstreamPoolOptions): UpstreamPool {
  const pool = new UpstreamPool(options)
  onTestFinished(() => pool[Symbol.asyncDispose]())
  return pool
}

function request(turns: readonly string[], model = 'm'): ChatCompletionRequest {
  const messages = turns.map((content, at) => ({
    role: at % 2 === 0 ? ('user' as const) : ('assistant' as const),
    content,
  }))
  return { model, messages, stream: true }
}

async function ask(
  pool: UpstreamPool,
  turns: readonly string[],
  { model, signal = staying() }: { model?: string; signal?: AbortSignal } = {},
) {
  let route: Route | undefined
  const onRouted = (each: Route): void => void (route = each)
  const { choices, ...rest } = await collect(pool.complete(request(turns, model), { signal, onRouted }))
  return { text: choices[0]?.message.content ?? '', model: rest.model, usage: rest.usage, route }
}

function staying(): AbortSignal {
  return new AbortController().signal
}

/** Waits for what real sockets bring about, turn by turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}
