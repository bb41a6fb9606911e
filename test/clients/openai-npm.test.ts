import { createHandler } from '@colloquy/server'
import {
  NotFoundError as ModelNotFoundError,
  RateLimitError as TooManyRequestsError,
  ServerError,
  type ChatBackend,
  type ChatCompletionChunk,
  type CompletionUsage,
} from 'colloquy'
import OpenAI, { APIError, APIUserAbortError, BadRequestError, NotFoundError, RateLimitError } from 'openai'
import { describe, expect, test } from 'vitest'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'house/model:Q4' } as const
const usage: CompletionUsage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
const counts: ChatCompletionChunk = { ...envelope, choices: [], usage }
const opening = chunk({ role: 'assistant', content: '', refusal: null })
const greeting = [opening, chunk({ content: 'Grüß ' }), chunk({ content: 'Gott 🙂' }), chunk({}, 'stop'), counts]
const request = { model: envelope.model, messages: [{ role: 'user' as const, content: 'Hi' }] }

describe('the openai package, pointed at a Colloquy server', () => {
  test('creates a completion and knows the name of the request', async () => {
    const completion = await client(greeting).chat.completions.create(request)
    expect(completion).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Grüß Gott 🙂' }, finish_reason: 'stop' }],
      usage,
    })
    expect(completion._request_id).toMatch(/^req_[0-9a-f]{32}$/)
  })

  test('streams deltas that join to the answer', async () => {
    const stream = await client(greeting).chat.completions.create({ ...request, stream: true })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const each of stream) chunks.push(each)
    expect(chunks.map((each) => each.choices[0]?.delta.content ?? '').join('')).toBe('Grüß Gott 🙂')
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop')
  })

  test('assembles a streamed answer and its usage with its own helper', async () => {
    const runner = client(greeting).chat.completions.stream({ ...request, stream_options: { include_usage: true } })
    const texts: string[] = []
    runner.on('content', (delta) => texts.push(delta))
    expect(await runner.finalContent()).toBe('Grüß Gott 🙂')
    expect(await runner.totalUsage()).toMatchObject(usage)
    expect(texts.join('')).toBe('Grüß Gott 🙂')
  })

  test('assembles streamed tool calls with its own helper', async () => {
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '' } } as const
    const runner = client([
      chunk({ role: 'assistant', content: null, refusal: null }),
      chunk({ tool_calls: [call] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"Wien"}' } }] }),
      chunk({}, 'tool_calls'),
    ]).chat.completions.stream({
      ...request,
      tools: [{ type: 'function', function: { name: 'weather', parameters: {} } }],
    })
    expect(await runner.finalFunctionToolCall()).toMatchObject({ name: 'weather', arguments: '{"city":"Wien"}' })
  })

  test('lists models and retrieves one whose id holds a slash and a colon', async () => {
    const { models } = client([])
    expect((await models.list()).data.map(({ id }) => id)).toEqual([envelope.model])
    expect(await models.retrieve(envelope.model)).toMatchObject({ id: envelope.model, object: 'model' })
  })

  test('raises its own classes with the code and the field', async () => {
    const completions = client([]).chat.completions
    const tooHot = await failure(completions.create({ ...request, temperature: 3 }))
    expect(tooHot).toBeInstanceOf(BadRequestError)
    expect(tooHot).toMatchObject({
      status: 400,
      code: 'decimal_above_max_value',
      param: 'temperature',
      type: 'invalid_request_error',
      requestID: expect.stringMatching(/^req_/),
    })
    const streamed = await failure(completions.create({ ...request, stream: true, temperature: 3 }))
    expect(streamed).toBeInstanceOf(BadRequestError)

    const unknown = new ModelNotFoundError('The model `x` does not exist.', { code: 'model_not_found' })
    const missing = await failure(client([], unknown).chat.completions.create(request))
    expect(missing).toBeInstanceOf(NotFoundError)
    expect(missing).toMatchObject({ status: 404, code: 'model_not_found', param: null })

    const busy = new TooManyRequestsError('Slow down.', { retryAfter: 2 })
    expect(await failure(client([], busy).chat.completions.create(request))).toBeInstanceOf(RateLimitError)
  })

  test('raises the error of a stream that fails half way', async () => {
    const broken = new ServerError('The model ran out of memory.')
    const stream = await client([opening, chunk({ content: 'Gr' })], broken).chat.completions.create({
      ...request,
      stream: true,
    })
    const texts: unknown[] = []
    const reading = (async () => {
      for await (const each of stream) texts.push(each.choices[0]?.delta.content)
    })()
    const error = await failure(reading)
    expect(error).toBeInstanceOf(APIError)
    expect(String(error)).toContain('ran out of memory')
    expect(texts).toEqual(['', 'Gr'])
  })

  test('stops the work behind the server when it aborts, streamed or not', async () => {
    const leaving = new AbortController()
    const plain = endlessBackend()
    const creating = openai(plain.backend).chat.completions.create(request, { signal: leaving.signal })
    await plain.hanging
    leaving.abort()
    expect(await failure(creating)).toBeInstanceOf(APIUserAbortError)
    await plain.ended

    const streamed = endlessBackend()
    const stream = await openai(streamed.backend).chat.completions.create({ ...request, stream: true })
    stream.controller.abort()
    await streamed.ended
  })

  test('stops the work behind the server when its reader breaks off', async () => {
    const { backend, ended } = endlessBackend()
    const stream = await openai(backend).chat.completions.create({ ...request, stream: true })
    for await (const each of stream) {
      expect(each.choices[0]?.delta.role).toBe('assistant')
      break
    }
    await ended
  })
})

function client(chunks: readonly ChatCompletionChunk[], error?: Error): OpenAI {
  return openai({
    async *complete() {
      yield* chunks
      if (error !== undefined) throw error
    },
    models: async () => [{ id: envelope.model, object: 'model', created: 1, owned_by: 'house' }],
  })
}

function openai(backend: ChatBackend): OpenAI {
  const handler = createHandler(backend, { onError: () => undefined })
  return new OpenAI({
    apiKey: 'none',
    baseURL: 'http://localhost/v1',
    maxRetries: 0,
    // A server answers even those who left; a fetch rejects for them.
    fetch: async (url, init) => {
      const response = await handler.fetch(new Request(url, init))
      init?.signal?.throwIfAborted()
      return response
    },
  })
}

/** Opens an answer and never finishes it; `ended` resolves when the work has been stopped. */
function endlessBackend(): { backend: ChatBackend; hanging: Promise<void>; ended: Promise<void> } {
  const [hanging, hang] = signalled()
  const [ended, end] = signalled()
  async function* complete(
    _request: unknown,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<ChatCompletionChunk> {
    try {
      yield opening
      hang()
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
      })
    } finally {
      end()
    }
  }
  return { backend: { complete, models: async () => [] }, hanging, ended }
}

function signalled(): [promise: Promise<void>, signal: () => void] {
  let signal: () => void = () => undefined
  const promise = new Promise<void>((resolve) => {
    signal = resolve
  })
  return [promise, signal]
}

function chunk(
  delta: ChatCompletionChunk['choices'][number]['delta'],
  reason: 'stop' | 'tool_calls' | null = null,
): ChatCompletionChunk {
  return { ...envelope, choices: [{ index: 0, delta, finish_reason: reason }] }
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  )
}
