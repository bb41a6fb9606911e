import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Colloquy, isColloquyError, type ChatCompletionRequest, type ColloquyOptions } from '../index.ts'
import { json, scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const key = 'sk-test-0123456789'
const request: ChatCompletionRequest = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }
const completion = {
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Hello', refusal: null },
      finish_reason: 'stop',
      logprobs: null,
    },
  ],
}

const environment = { key: process.env['OPENAI_API_KEY'], url: process.env['OPENAI_BASE_URL'] }
beforeEach(() => {
  delete process.env['OPENAI_API_KEY']
  delete process.env['OPENAI_BASE_URL']
})
afterEach(() => {
  if (environment.key) process.env['OPENAI_API_KEY'] = environment.key
  if (environment.url) process.env['OPENAI_BASE_URL'] = environment.url
})

function setUp(answer: () => Response | Promise<Response> = json(completion), options: ColloquyOptions = {}) {
  const fetch = scriptedFetch(answer)
  const client = new Colloquy({ apiKey: key, baseURL: 'https://api.test/v1', fetch, maxRetries: 0, ...options })
  return { client, calls: fetch.calls, create: () => client.chat.createChatCompletion(request) }
}

/** Everything an error shows to a log. */
const shown = (error: unknown) =>
  [String(error), error instanceof Error && error.stack, JSON.stringify(error), inspect(error, { depth: 9 })].join('\n')

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${inspect(value)}`)
    },
    (error: unknown) => error,
  )
}

test('sends the request as it is and gives the completion as it came', async () => {
  const { create, calls } = setUp()
  expect(await create()).toEqual(completion)
  const [call] = calls
  expect(call?.method).toBe('POST')
  expect(call?.url).toBe('https://api.test/v1/chat/completions')
  expect(Object.fromEntries(call?.headers ?? [])).toEqual({
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': expect.stringMatching(/^[\da-z]+(-[\da-z]+){2}-\d+$/),
  })
  expect(await call?.json()).toEqual(request)
})

describe('the address', () => {
  test.each([
    ['https://api.test/v1', 'https://api.test/v1/chat/completions'],
    ['https://api.test/v1/', 'https://api.test/v1/chat/completions'],
    ['https://api.test', 'https://api.test/chat/completions'],
    ['https://api.test/v1?api-version=1', 'https://api.test/v1/chat/completions?api-version=1'],
    [new URL('http://localhost:1/a/b'), 'http://localhost:1/a/b/chat/completions'],
  ])('%s leads to %s', async (baseURL, url) => {
    const { create, calls } = setUp(undefined, { baseURL })
    await create()
    expect(calls[0]?.url).toBe(url)
  })

  test('keeps its query beside that of a list', async () => {
    const { client, calls } = setUp(undefined, { baseURL: 'https://api.test/v1?api-version=1' })
    await client.chat.listChatCompletions({ limit: 2 }).catch(() => {})
    expect(calls[0]?.url).toBe('https://api.test/v1/chat/completions?api-version=1&limit=2')
  })

  test.each(['nonsense', 'ftp://api.test', '/v1', 'file:///etc/passwd', `https://user:${key}@api.test/v1`])(
    'that cannot be used is refused at once, without being shown: %s',
    (baseURL) => {
      expect(() => new Colloquy({ baseURL })).toThrow(
        expect.objectContaining({
          name: 'InvalidRequestError',
          param: 'baseURL',
          message: expect.not.stringContaining('user'),
        }),
      )
    },
  )

  test('and the key come from the environment where the options name none', async () => {
    process.env['OPENAI_API_KEY'] = 'sk-of-the-environment'
    process.env['OPENAI_BASE_URL'] = 'https://env.test/v1'
    const { create, calls } = setUp(undefined, { apiKey: undefined, baseURL: undefined })
    await create()
    expect(calls[0]?.url).toBe('https://env.test/v1/chat/completions')
    expect(calls[0]?.headers.get('authorization')).toBe('Bearer sk-of-the-environment')
  })

  test('is OpenAI’s where nothing is named, and no key is sent where there is none', async () => {
    const { create, calls } = setUp(undefined, { apiKey: undefined, baseURL: undefined })
    await create()
    expect(calls[0]?.url).toBe('https://api.openai.com/v1/chat/completions')
    expect(calls[0]?.headers.has('authorization')).toBe(false)
  })
})

describe('one server of several', () => {
  const servers = ['https://a.test/v1', 'https://{region}.b.test/{version}', new URL('https://c.test/v1')]
  const serverVariables = { region: 'eu-1', version: 'v2' }

  test.each<[number | undefined, string]>([
    [undefined, 'https://a.test/v1/chat/completions'],
    [1, 'https://eu-1.b.test/v2/chat/completions'],
    [2, 'https://c.test/v1/chat/completions'],
  ])('at place %s is asked', async (server, url) => {
    const { create, calls } = setUp(undefined, { baseURL: undefined, servers, server, serverVariables })
    await create()
    expect(calls[0]?.url).toBe(url)
  })

  test.each<[string, ColloquyOptions]>([
    ['server', { servers, server: 3 }],
    ['server', { servers, server: -1 }],
    ['server', { servers, server: 0.5 }],
    ['serverVariables.region', { servers, server: 1 }],
    ['serverVariables.region', { servers, server: 1, serverVariables: { ...serverVariables, region: 'evil.test/' } }],
    ['serverVariables.version', { servers, server: 1, serverVariables: { ...serverVariables, version: '..%2f' } }],
    // What would have to be ignored.
    ['servers', { server: 1 }],
    ['servers', { serverVariables }],
    ['servers', { servers, baseURL: 'https://d.test' }],
  ])('is refused where the options name none or two: %s', (param, options) => {
    expect(() => new Colloquy(options)).toThrow(expect.objectContaining({ name: 'InvalidRequestError', param }))
  })
})

describe('headers', () => {
  test('of the call win over those of the client, and undefined removes one', async () => {
    const { client, calls } = setUp(undefined, {
      headers: { 'X-A': 'client', 'x-b': 'client', authorization: undefined },
    })
    await client.chat.createChatCompletion(request, { headers: { 'x-a': 'call' }, idempotencyKey: 'mine' })
    expect(Object.fromEntries(calls[0]?.headers ?? [])).toEqual({
      'content-type': 'application/json',
      'idempotency-key': 'mine',
      'x-a': 'call',
      'x-b': 'client',
    })
  })

  test('of the client may ask for another form than JSON', async () => {
    const { create, calls } = setUp(undefined, { headers: { accept: 'application/vnd.example+json' } })
    await create()
    expect(calls[0]?.headers.get('accept')).toBe('application/vnd.example+json')
  })

  test('that cannot be sent are refused without being shown', async () => {
    const { client } = setUp()
    const error = await failure(
      client.chat.createChatCompletion(request, { headers: { 'x-secret': `${key}\r\nx: y` } }),
    )
    expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'headers' })
    expect(shown(error)).not.toContain(key)
  })
})

describe('the key', () => {
  test('may be a function, asked for each call', async () => {
    let count = 0
    const { create, calls } = setUp(undefined, { apiKey: async () => `token-${++count}` })
    await create()
    await create()
    expect(calls.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  test('loses the line break a file ends with', async () => {
    const { create, calls } = setUp(undefined, { apiKey: `${key}\n` })
    await create()
    expect(calls[0]?.headers.get('authorization')).toBe(`Bearer ${key}`)
  })

  test.each([`${key}\r\nx-evil: 1`, `${key}ключ`])(
    'that no header can carry is refused without being shown',
    async (apiKey) => {
      const error = await failure(setUp(undefined, { apiKey }).create())
      expect(error).toMatchObject({ name: 'AuthenticationError', code: 'invalid_api_key' })
      expect(shown(error)).not.toContain(key)
    },
  )

  test('function that fails is told as such', async () => {
    const error = await failure(setUp(undefined, { apiKey: () => Promise.reject(new Error('vault is shut')) }).create())
    expect(error).toMatchObject({ name: 'AuthenticationError', cause: new Error('vault is shut') })
  })

  test('that comes when the call is over is sent nowhere', async () => {
    const controller = new AbortController()
    const apiKey = async () => {
      controller.abort()
      return key
    }
    const { client, calls } = setUp(undefined, { apiKey })
    const creating = client.chat.createChatCompletion(request, { signal: controller.signal })
    expect(await failure(creating)).toMatchObject({ name: 'AbortError' })
    expect(calls).toEqual([])
  })

  test('is not shown by a client that is printed', () => {
    const { client } = setUp(undefined, { headers: { 'x-api-key': key } })
    expect(inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client)).not.toContain(key)
  })

  test.each([
    ['a server that echoes it', json({ error: { message: `Wrong key ${key}` } }, { status: 401 })],
    [
      'a page that echoes it',
      () => new Response(`<p>${key}`, { status: 403, headers: { 'content-type': 'text/html' } }),
    ],
    ['a 200 page that echoes it', () => new Response(`<p>${key}`, { headers: { 'content-type': 'text/html' } })],
    ['a fetch that quotes it', () => Promise.reject(new TypeError(`Headers.append: "Bearer ${key}" is invalid`))],
  ])('is not shown by the error for %s', async (_, answer) => {
    const error = await failure(setUp(answer).create())
    expect(error).toMatchObject({ code: expect.any(String) })
    expect(shown(error) + (isColloquyError(error) ? error.body : '')).not.toContain(key)
  })
})

describe('redirects', () => {
  const to = (location: string, status: number) => () => new Response(null, { status, headers: { location } })

  test('within the same origin are followed with method and body', async () => {
    const fetch = scriptedFetch(to('/v2/chat/completions', 308), json(completion))
    const client = new Colloquy({ apiKey: key, baseURL: 'https://api.test/v1', fetch })
    await client.chat.createChatCompletion(request)
    expect(fetch.calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.test/v1/chat/completions',
      'POST https://api.test/v2/chat/completions',
    ])
    expect(await fetch.calls[1]?.json()).toEqual(request)
  })

  test.each([
    [
      'to another origin',
      'https://evil.test/v1/chat/completions?x=1',
      307,
      'to https://evil.test/v1/chat/completions.',
    ],
    ['to another port', 'https://api.test:8443/', 308, 'to https://api.test:8443/'],
    ['that would drop the body', 'https://api.test/v2', 302, 'to https://api.test/v2'],
    ['to nonsense', 'http://[', 308, 'redirects the request. Set `baseURL`'],
    ['in a circle', 'https://api.test/v1/chat/completions', 307, 'redirects the request'],
  ])('%s are refused', async (_, location, status, words) => {
    const { create, calls } = setUp(to(location, status), { maxRetries: 2 })
    expect(await failure(create())).toMatchObject({
      name: 'ConnectionError',
      code: 'redirect_refused',
      message: expect.stringContaining(words),
    })
    expect(calls.every(({ url }) => url.startsWith('https://api.test/v1/'))).toBe(true)
  })
})

test.each(['null', '"Hello"', '[]'])('what is no request is a typed error: %s', async (text) => {
  // As callers without a type checker would.
  const nonsense: ChatCompletionRequest = JSON.parse(text)
  const creating = setUp().client.chat.createChatCompletion(nonsense)
  await expect(creating).rejects.toMatchObject({ name: 'InvalidRequestError' })
})

test('a request that cannot be written as JSON is a typed error', async () => {
  const { client } = setUp()
  const cyclic: ChatCompletionRequest = { ...request }
  Object.assign(cyclic, { self: cyclic })
  expect(await failure(client.chat.createChatCompletion(cyclic))).toMatchObject({ name: 'InvalidRequestError' })
})

test('no connection is a typed error that names the address and the reason', async () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })
  const { create } = setUp(() => Promise.reject(new TypeError('fetch failed', { cause })))
  expect(await failure(create())).toMatchObject({
    name: 'ConnectionError',
    code: 'connection_failed',
    message: 'Could not reach https://api.test: connect ECONNREFUSED 127.0.0.1:1. Is the server running there?',
  })
})

describe('models', () => {
  test('are listed', async () => {
    const { client, calls } = setUp(json({ object: 'list', data: [{ id: 'm' }] }))
    expect(await client.models.list()).toEqual([{ id: 'm' }])
    expect(`${calls[0]?.method} ${calls[0]?.url}`).toBe('GET https://api.test/v1/models')
    expect(calls[0]?.headers.has('content-type')).toBe(false)
  })

  test('that do not come as a list are a typed error', async () => {
    expect(await failure(setUp(json({ models: [] })).client.models.list())).toMatchObject({
      name: 'InvalidResponseError',
    })
  })
})
