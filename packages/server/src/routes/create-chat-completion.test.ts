import { NotFoundError, type ChatBackend } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest, CompletionUsage } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { createHandler, type HandlerOptions } from '../app.ts'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'tiny' } as const
const usage: CompletionUsage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const opening = chunk({ role: 'assistant', content: '', refusal: null })
const closing = chunk({}, 'stop')
const answer = [
  opening,
  chunk({ content: 'Good ' }),
  chunk({ content: 'day 🙂' }),
  closing,
  { ...envelope, choices: [], usage },
]

const request = { model: 'tiny', messages: [{ role: 'user', content: 'Hi' }] }
const streamed = { ...request, stream: true }

describe('a completion that is not streamed', () => {
  test('is one JSON body of everything the backend streamed', async () => {
    const response = await post(request)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toMatchObject({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'tiny',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Good day 🙂', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage,
    })
  })

  test('is 502 when the backend stops before it finished', async () => {
    const response = await post(request, { chunks: [opening, chunk({ content: 'Good' })] })
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ error: { code: 'stream_truncated' } })
  })
})

describe('a streamed completion', () => {
  test('is one data line a chunk and [DONE], with neither usage nor ids', async () => {
    const response = await post(streamed)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const text = await response.text()
    expect(text).toBe(
      [...answer.slice(0, -1).map((each) => JSON.stringify(each)), '[DONE]']
        .map((data) => `data: ${data}\n\n`)
        .join(''),
    )
  })

  test('closes with the usage chunk when asked, and says `usage: null` until then', async () => {
    const events = await eventsOf(await post({ ...streamed, stream_options: { include_usage: true } }))
    expect(events.slice(0, -1).map((event) => JSON.parse(event))).toEqual(
      answer.map((each) => ({ ...each, usage: each.choices.length === 0 ? usage : null })),
    )
    expect(events.at(-1)).toBe('[DONE]')
  })

  test('has events of one length when obfuscation is asked for, and no padding otherwise', async () => {
    const padded = await eventsOf(await post({ ...streamed, stream_options: { include_obfuscation: true } }))
    expect(new Set(padded.slice(0, -1).map((event) => new TextEncoder().encode(event).length)).size).toBe(1)
    const bare = await eventsOf(await post({ ...streamed, stream_options: { include_obfuscation: false } }))
    expect(bare.join('')).not.toContain('obfuscation')
  })

  test('that fails before its first chunk is an HTTP error', async () => {
    const error = new NotFoundError('The model `tiny` does not exist.', { code: 'model_not_found' })
    const response = await post(streamed, { chunks: [], error })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toEqual({
      error: {
        message: 'The model `tiny` does not exist.',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      },
    })
  })

  test('that fails later ends with an error event, without [DONE], and is reported', async () => {
    const reports: unknown[] = []
    const error = new Error('out of memory at 0xdeadbeef')
    const response = await post(streamed, { chunks: [opening], error }, { onError: (each) => reports.push(each) })
    expect(response.status).toBe(200)
    const events = await eventsOf(response)
    expect(events).toHaveLength(2)
    expect(JSON.parse(events[1] ?? '')).toEqual({
      error: { message: expect.not.stringContaining('0xdeadbeef'), type: 'server_error', param: null, code: null },
    })
    expect(reports).toEqual([error])
  })

  test('that the backend ends too early is no whole answer either', async () => {
    const events = await eventsOf(await post(streamed, { chunks: [opening] }))
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ error: { code: 'stream_truncated' } })
  })

  test('asks the backend for a chunk only when the reader has taken the one before', async () => {
    const pulled: number[] = []
    async function* endless(): AsyncGenerator<ChatCompletionChunk> {
      for (let count = 1; ; count++) {
        pulled.push(count)
        yield count === 1 ? opening : chunk({ content: 'again ' })
      }
    }
    const response = await createHandler({ complete: endless, models }).fetch(httpRequest(streamed))
    const reader = (response.body ?? expect.unreachable('no body')).getReader()
    expect(pulled).toHaveLength(1)
    for (let reads = 1; reads <= 3; reads++) {
      await reader.read()
      expect(pulled).toHaveLength(reads)
    }
    await reader.cancel()
  })
})

describe('a request that cannot be served', () => {
  test.each([
    ['no JSON', '{', { code: null, param: null }],
    ['an unknown field', { ...request, temprature: 1 }, { code: 'unknown_parameter' }],
    ['a wrong type', { ...request, messages: 'Hi' }, { code: 'invalid_type', param: 'messages' }],
    [
      'a value out of range',
      { ...streamed, temperature: 3 },
      { code: 'decimal_above_max_value', param: 'temperature' },
    ],
    [
      'storing, which this server does not do',
      { ...request, store: true },
      { code: 'unsupported_parameter', param: 'store' },
    ],
  ])('is refused for %s before the backend is asked', async (_name, body, expected) => {
    const backend: ChatBackend = { complete: () => expect.unreachable('the backend was asked'), models }
    const response = await createHandler(backend).fetch(httpRequest(body))
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: {
        message: expect.any(String),
        type: 'invalid_request_error',
        param: expect.toSatisfy(isTextOrNull),
        code: expect.toSatisfy(isTextOrNull),
      },
    })
    expect(await (await createHandler(backend).fetch(httpRequest(body))).json()).toMatchObject({ error: expected })
  })

  test('is refused beyond the size and depth the operator set', async () => {
    const small = { maxBodyBytes: 60, maxBodyDepth: 2 }
    expect((await post({ ...request, user: 'x'.repeat(60) }, {}, small)).status).toBe(413)
    expect((await post({ a: { b: { c: 1 } } }, {}, small)).status).toBe(400)
    expect((await post('{}', {}, {}, 'text/plain')).status).toBe(415)
  })

  test('reaches the backend with the fields as they were sent, and nothing else', async () => {
    const seen: ChatCompletionRequest[] = []
    const backend: ChatBackend = {
      complete: (each) => {
        seen.push(each)
        return script({})
      },
      models,
    }
    await createHandler(backend).fetch(httpRequest({ ...request, seed: 1, stop: null }))
    expect(seen).toEqual([{ ...request, seed: 1, stop: null }])
  })

  test('does not ask the backend for the padding it puts on itself', async () => {
    const seen: ChatCompletionRequest[] = []
    const complete: ChatBackend['complete'] = (each) => {
      seen.push(each)
      return script({})
    }
    const options = { include_usage: true, include_obfuscation: true }
    await createHandler({ complete, models }).fetch(httpRequest({ ...streamed, stream_options: options }))
    expect(seen[0]?.stream_options).toEqual({ include_usage: true, include_obfuscation: false })
  })
})

interface Script {
  chunks?: readonly ChatCompletionChunk[]
  error?: Error
}

async function post(body: unknown, play: Script = {}, options: HandlerOptions = {}, type?: string): Promise<Response> {
  return createHandler({ complete: () => script(play), models }, { onError: () => undefined, ...options }).fetch(
    httpRequest(body, {}, type),
  )
}

function httpRequest(body: unknown, init: RequestInit = {}, type = 'application/json'): Request {
  return new Request('http://localhost/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  })
}

async function* script({ chunks = answer, error }: Script): AsyncGenerator<ChatCompletionChunk> {
  yield* chunks
  if (error !== undefined) throw error
}

async function eventsOf(response: Response): Promise<string[]> {
  const text = await response.text()
  expect(text).toMatch(/\n\n$/)
  return text
    .trimEnd()
    .split('\n\n')
    .map((event) => event.replace(/^data: /, ''))
}

function chunk(
  delta: ChatCompletionChunk['choices'][number]['delta'],
  reason: 'stop' | null = null,
): ChatCompletionChunk {
  return { ...envelope, choices: [{ index: 0, delta, finish_reason: reason }] }
}

async function models(): Promise<[]> {
  return []
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}
