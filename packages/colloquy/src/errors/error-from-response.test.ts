import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { errorFromResponse } from './error-from-response.ts'
import { retryAfter } from './retry-after.ts'

const key = 'sk-proj-0123456789'
const from = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  errorFromResponse(
    { response: { status, headers: new Headers(headers) }, headers: { authorization: `Bearer ${key}` } },
    typeof body === 'string' ? body : JSON.stringify(body),
  )

describe('reads the server’s words in every dialect', () => {
  test.each<[string, unknown, object]>([
    ['OpenAI', { error: { message: 'No.', type: 't', param: 'n', code: 'c' } }, { type: 't', param: 'n', code: 'c' }],
    [
      'OpenAI with nulls',
      { error: { message: 'No.', type: 't', param: null, code: null } },
      { type: 't', param: null },
    ],
    ['Ollama', { error: 'No.' }, { param: null }],
    ['FastAPI', { detail: 'No.' }, {}],
    ['FastAPI, nested', { detail: { message: 'No.', code: 'c' } }, { code: 'c' }],
    [
      'old vLLM',
      { object: 'error', message: 'No.', type: 'BadRequestError', code: 400 },
      { type: 'BadRequestError', code: 'invalid_value' },
    ],
    ['a bare message', { message: 'No.' }, {}],
    ['a bare JSON string', '"No."', {}],
  ])('%s', (_, body, fields) => {
    expect(from(400, body)).toMatchObject({ name: 'InvalidRequestError', message: 'No.', status: 400, ...fields })
  })

  test('the first of FastAPI’s list, with its path', () => {
    const detail = [
      { loc: ['body', 'messages', 0, 'role'], msg: 'field required', type: 'missing' },
      { loc: ['body', 'n'], msg: 'too small', type: 'value' },
    ]
    expect(from(422, { detail })).toMatchObject({
      message: 'messages[0].role: field required',
      param: 'messages[0].role',
      status: 422,
    })
  })

  test('a problem without a path, or with another kind of place', () => {
    expect(from(422, { detail: [{ loc: ['body'], msg: 'Field required' }] })).toMatchObject({
      message: 'Field required',
      param: null,
    })
    expect(from(400, { error: { message: 'No.', loc: 'line 3' } })).toMatchObject({ message: 'No.', param: null })
  })

  test('a page, without its markup', () => {
    const page = '<html><style>b{}</style><title>502 Bad Gateway</title><body><h1>nginx</h1></body></html>'
    expect(from(502, page)).toMatchObject({
      name: 'ServerError',
      message: 'The server answered 502 with a body: 502 Bad Gateway nginx',
    })
  })

  test('no words at all', () => {
    expect(from(500, '')).toMatchObject({ name: 'ServerError', message: 'The server answered 500 with no body' })
    expect(from(404, { error: {} }).message).toContain('404')
    expect(from(502, '<br>').message).toBe('The server answered 502 with a body')
  })
})

describe('tells of a body that is no answer', () => {
  const told = (body: string) =>
    errorFromResponse(
      {
        response: { status: 200, headers: new Headers({ 'content-type': 'application/json' }) },
        headers: { 'x-key': key },
      },
      body,
      'a chat completion',
    ).message

  test('how broken JSON begins and what to do, without a key', () => {
    expect(told(`{"id":"${key}","choices":[{"mess`)).toBe(
      'The server answered 200 with application/json: {"id":"[redacted]","choices":[{"mess. Expected a chat completion: check `baseURL`.',
    )
  })

  test('of whole JSON no word, as it may be an answer', () => {
    const expected = 'The server answered 200 with application/json. Expected a chat completion: check `baseURL`.'
    expect(told('{"answer":"private"}')).toBe(expected)
    expect(told(`{"answer":"${'x'.repeat(70_000)}"}`)).toBe(expected)
  })
})

test.each([
  [400, 'InvalidRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [413, 'InvalidRequestError'],
  [422, 'InvalidRequestError'],
  [429, 'RateLimitError'],
  [500, 'ServerError'],
  [529, 'ServerError'],
])('status %i is a %s', (status, name) => {
  expect(from(status, '')).toMatchObject({ name, status })
})

test('a spent quota keeps its code, whatever the status', () => {
  const body = { error: { message: 'Pay.', type: 'insufficient_quota', code: 'insufficient_quota' } }
  expect(from(402, body)).toMatchObject({
    name: 'RateLimitError',
    code: 'insufficient_quota',
    type: 'insufficient_quota',
  })
})

test('a status inside the body of a 200 decides the class', () => {
  expect(from(200, { object: 'error', message: 'No.', code: 404 })).toMatchObject({
    name: 'NotFoundError',
    status: 404,
  })
})

test.each([
  [{ 'retry-after-ms': '1500', 'retry-after': '9' }, 1.5],
  [{ 'retry-after': '20' }, 20],
  [{ 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, 30],
  [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{}, undefined],
])('reads how long to wait from %j', (headers, seconds) => {
  expect(retryAfter(headers, Date.parse('Sun, 22 Nov 2026 12:00:00 GMT'))).toBe(seconds)
})

test('tells how long to wait', () => {
  expect(from(429, '', { 'Retry-After': '20' }).retryAfter).toBe(20)
})

test('keeps request id and raw body, the body cut to 64 KiB', () => {
  const error = from(500, 'x'.repeat(100_000), { 'x-request-id': 'req_7' })
  expect(error.requestId).toBe('req_7')
  expect(error.body).toHaveLength(65_536)
  expect(error.message.length).toBeLessThan(2_100)
})

test('never shows the key a server echoes', () => {
  const error = from(
    401,
    { error: { message: `Wrong key ${key}.`, type: key, param: key, code: key } },
    { 'x-request-id': key },
  )
  expect(error.message).toBe('Wrong key [redacted].')
  const shown = [error.stack, error.body, JSON.stringify(error), inspect(error, { depth: 9, showHidden: true })].join()
  expect(shown).not.toContain(key)
})

test('shows no half of a key where a text is cut', () => {
  expect(from(500, 'x'.repeat(195) + key).message).not.toContain(key.slice(0, 4))
})

test('carries the headers, without cookies and secrets, and shows none of them', () => {
  const headers = { 'X-RateLimit-Remaining-Requests': '0', 'set-cookie': 'session=1', 'x-echo': 'sk-very-secret' }
  const error = errorFromResponse(
    { response: { status: 429, headers: new Headers(headers) }, headers: { 'x-api-key': 'sk-very-secret' } },
    '',
  )
  expect([...(error.headers ?? [])]).toEqual([
    ['x-echo', '[redacted]'],
    ['x-ratelimit-remaining-requests', '0'],
  ])
  expect(JSON.stringify(error)).not.toContain('remaining')
})

test('is asked for its headers and for the error of the body as openai’s are', () => {
  const error = from(429, { error: { message: 'No.', code: 'c' }, more: 1 }, { 'X-Limit': '0' })
  expect([error.headers?.get('x-LIMIT'), error.headers?.get('x-absent')]).toEqual(['0', null])
  expect(error.error).toEqual({ message: 'No.', code: 'c' })
  expect(from(500, '<html>').error).toBeUndefined()
})
