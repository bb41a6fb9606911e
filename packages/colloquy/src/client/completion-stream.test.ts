import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import {
  Colloquy,
  httpBackend,
  type ChatCompletionChunk,
  type ChatCompletionRequest,
  type ColloquyOptions,
} from '../index.ts'
import { events, json, scriptedFetch } from './__fixtures__/scripted-fetch.ts'
import { TestClock } from './__fixtures__/test-clock.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [] }
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const done = 'data: [DONE]\n\n'

function setUp(answer: () => Response | Promise<Response>, options: ColloquyOptions = {}) {
  const clock = new TestClock()
  const fetch = scriptedFetch(answer)
  const client = new Colloquy({ baseURL: 'https://api.test', fetch, clock, maxRetries: 0, ...options })
  const open = (signal?: AbortSignal) => client.chat.createChatCompletion({ ...request, stream: true }, { signal })
  return { client, clock, calls: fetch.calls, open }
}

async function contents(stream: AsyncIterable<ChatCompletionChunk>): Promise<string[]> {
  const seen: string[] = []
  for await (const chunk of stream) seen.push(chunk.choices[0]?.delta.content ?? '')
  return seen
}

describe('gives the same answer', () => {
  const answer = events([event('Hel') + event('lo').slice(0, 20), event('lo').slice(20), event('', 'stop') + done])

  test('chunk by chunk', async () => {
    const { open, calls, clock } = setUp(answer)
    expect(await contents(await open())).toEqual(['Hel', 'lo', ''])
    expect(await calls[0]?.json()).toEqual({ ...request, stream: true })
    expect(calls[0]?.headers.get('accept')).toBe('text/event-stream')
    expect(clock.pending).toBe(0)
  })

  test('as one completion', async () => {
    const stream = await setUp(answer).open()
    const completion = await stream.completion()
    expect(completion.choices[0]).toMatchObject({ message: { content: 'Hello' }, finish_reason: 'stop' })
    expect(await stream.completion()).toBe(completion)
  })

  test('by what has come, one wait for all of it', async () => {
    const stream = await setUp(answer).open()
    const seen: unknown[] = []
    for (let taken; !taken?.done;) {
      taken = stream.take()
      if (!taken) await stream.ready()
      seen.push(taken ? (taken.value?.choices[0]?.delta.content ?? 'end') : 'waited')
    }
    expect(seen).toEqual(['waited', 'Hel', 'waited', 'lo', 'waited', '', 'waited', 'end'])
    await stream.ready()
    expect(stream.take()).toEqual({ done: true, value: undefined })
  })

  test('as text', async () => {
    const pieces: string[] = []
    for await (const piece of (await setUp(answer).open()).text()) pieces.push(piece)
    expect(pieces).toEqual(['Hel', 'lo'])
  })

  test('as a completion after some chunks', async () => {
    const stream = await setUp(answer).open()
    await stream.next()
    expect(stream.snapshot.choices[0]?.message.content).toBe('Hel')
    expect((await stream.completion()).choices[0]?.message.content).toBe('Hello')
  })

  test('to several who wait at once, each chunk to one', async () => {
    const stream = await setUp(answer).open()
    const results = await Promise.all([stream.next(), stream.next(), stream.next(), stream.next(), stream.next()])
    expect(results.map(({ value }) => value?.choices[0]?.delta.content)).toEqual([
      'Hel',
      'lo',
      '',
      undefined,
      undefined,
    ])
  })
})

test('a backend over HTTP sends nothing before the first chunk is asked for', async () => {
  const fetch = scriptedFetch(events([event('a', 'stop'), done]))
  const backend = httpBackend({ baseURL: 'https://api.test', fetch })
  const chunks = backend.complete(request, { signal: new AbortController().signal })
  expect(fetch.calls).toHaveLength(0)
  expect(await contents(chunks)).toEqual(['a'])
})

describe('throws, with what had come,', () => {
  test.each([
    ['at a cut stream', events([event('Hel')]), 'StreamTruncatedError'],
    ['at half an event', events([event('Hel'), 'data: {"id":']), 'StreamTruncatedError'],
    ['at [DONE] in the middle of the answer', events([event('Hel'), done]), 'StreamTruncatedError'],
    ['at a broken connection', events([event('Hel')], 'break'), 'ConnectionError'],
    ['at an event that is no JSON', events([`${event('Hel')}data: {oops\n\n`]), 'InvalidResponseError'],
    ['at an error of the server', events([`${event('Hel')}data: {"error":{"message":"gone"}}\n\n`]), 'ServerError'],
    ['at an endless event', events([event('Hel'), `data: ${'x'.repeat(500)}`]), 'InvalidResponseError'],
  ])('%s', async (_, answer, name) => {
    const { open, clock } = setUp(answer, { maxResponseBytes: 400 })
    const stream = await open()
    const seen: (string | null | undefined)[] = []
    const reading = (async () => {
      for await (const chunk of stream) seen.push(chunk.choices[0]?.delta.content)
    })()
    const partial = { choices: [{ message: { content: 'Hel' } }] }
    await expect(reading).rejects.toMatchObject({ name, partial })
    expect(seen).toEqual(['Hel'])
    await expect(stream.completion()).rejects.toMatchObject({ name, partial })
    expect(clock.pending).toBe(0)
  })
})

describe('abort', () => {
  test('in the middle is thrown, though chunks are at hand', async () => {
    const { open, clock } = setUp(events([event('a') + event('b') + event('c')], 'stay'))
    const controller = new AbortController()
    const stream = await open(controller.signal)
    await stream.next()
    controller.abort('my reason')
    await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError', cause: 'my reason', partial: { id: 'c' } })
    await expect(stream.completion()).rejects.toMatchObject({ name: 'AbortError' })
    expect(clock.pending).toBe(0)
  })

  test('while a chunk is waited for is thrown', async () => {
    const { open } = setUp(events([event('a')], 'stay'))
    const controller = new AbortController()
    const stream = await open(controller.signal)
    await stream.next()
    const waiting = stream.next()
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError', code: 'aborted' })
  })

  test('before the call is thrown without a request', async () => {
    const { open, calls } = setUp(events([event('a', 'stop')]))
    await expect(open(AbortSignal.abort('early'))).rejects.toMatchObject({ name: 'AbortError', cause: 'early' })
    expect(calls).toHaveLength(0)
  })

  test('after the end changes nothing', async () => {
    const { open } = setUp(events([event('a', 'stop'), done]))
    const controller = new AbortController()
    const stream = await open(controller.signal)
    const completion = await stream.completion()
    controller.abort()
    expect(await stream.completion()).toBe(completion)
  })

  test.each([
    ['a whole stream', events([event('a', 'stop'), done])],
    ['a cut stream', events([event('a')])],
    ['a refusal', json({ error: 'No.' }, { status: 400 })],
  ])('is listened for no longer than the call lasts: %s', async (_, answer) => {
    const { open } = setUp(answer)
    const { signal } = new AbortController()
    await open(signal)
      .then((stream) => stream.completion())
      .catch(() => {})
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('is thrown although fetch never heeds the signal', async () => {
    const { open } = setUp(() => new Promise<Response>(() => {}))
    const controller = new AbortController()
    const opening = open(controller.signal)
    controller.abort()
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('leaving early', () => {
  test('ends the loop in silence, and there is no completion', async () => {
    const { open, clock } = setUp(events([event('a'), event('b')], 'stay'))
    const stream = await open()
    for await (const chunk of stream) {
      expect(chunk.id).toBe('c')
      break
    }
    expect(await stream.next()).toEqual({ done: true, value: undefined })
    await expect(stream.completion()).rejects.toMatchObject({ name: 'AbortError', partial: { id: 'c' } })
    expect(clock.pending).toBe(0)
  })

  test('by `await using` closes the stream', async () => {
    let cancelled = false
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    const { open } = setUp(() => new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    const stream = await open()
    await stream[Symbol.asyncDispose]()
    expect(cancelled).toBe(true)
  })
})

describe('time', () => {
  /** A stream fed by hand. */
  function feed() {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) })
    const answer = () => new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    return { answer, send: (text: string) => controller?.enqueue(new TextEncoder().encode(text)) }
  }
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  test('to the first token is bounded; a role is no token', async () => {
    const { answer, send } = feed()
    const { open, clock } = setUp(answer, { timeout: { firstToken: 1000 } })
    const stream = await open()
    send('data: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n')
    await stream.next()
    const waiting = stream.next()
    clock.advance(1000)
    await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError', code: 'timeout', phase: 'firstToken' })
  })

  test('between two tokens is bounded; keep-alive comments are no tokens', async () => {
    const { answer, send } = feed()
    const { open, clock } = setUp(answer, { timeout: { idle: 1000 } })
    const stream = await open()
    send(event('a'))
    await stream.next()
    const waiting = stream.next()
    for (let count = 0; count < 3; count++) {
      clock.advance(300)
      send(': ping\n\n')
      await settle()
    }
    clock.advance(100)
    await expect(waiting).rejects.toMatchObject({ phase: 'idle', message: expect.stringContaining('timeout.idle') })
  })

  test('never ends a stream that moves, nor counts while the caller has the turn', async () => {
    const { answer, send } = feed()
    const { open, clock } = setUp(answer, { timeout: { idle: 1000, firstToken: 1000 } })
    const stream = await open()
    for (let count = 0; count < 5; count++) {
      const waiting = stream.next()
      await settle()
      clock.advance(900)
      send(event('a'))
      expect((await waiting).done).toBe(false)
      clock.advance(5000)
    }
  })

  test('in total is bounded, whoever has the turn', async () => {
    const { answer, send } = feed()
    const { open, clock } = setUp(answer, { timeout: { total: 1000 } })
    const stream = await open()
    send(event('a'))
    await stream.next()
    clock.advance(1000)
    await expect(stream.next()).rejects.toMatchObject({ phase: 'total' })
  })

  test.each([
    ['connect', { connect: 1000 }],
    ['firstToken', { firstToken: 1000 }],
    ['firstToken', { firstToken: 1000, connect: undefined }],
  ])('to the head of a stream is bounded as %s', async (phase, timeout) => {
    const { open, clock } = setUp(() => new Promise<Response>(() => {}), { timeout })
    const opening = open()
    await settle()
    clock.advance(1000)
    await expect(opening).rejects.toMatchObject({ name: 'TimeoutError', phase })
  })

  test.each([
    ['total', { total: 1000 }],
    ['connect', { connect: 1000 }],
  ])('to a whole answer is bounded as %s', async (phase, timeout) => {
    const { client, clock } = setUp(() => new Promise<Response>(() => {}), { timeout })
    const creating = client.chat.createChatCompletion(request)
    await settle()
    clock.advance(1000)
    await expect(creating).rejects.toMatchObject({ name: 'TimeoutError', phase })
  })

  test('between two pieces of a whole body is bounded', async () => {
    const { answer, send } = feed()
    const { client, clock } = setUp(answer, { timeout: { idle: 1000 } })
    const creating = client.chat.createChatCompletion(request)
    await settle()
    send('{"choices":')
    await settle()
    clock.advance(1000)
    await expect(creating).rejects.toMatchObject({ phase: 'idle' })
  })
})
