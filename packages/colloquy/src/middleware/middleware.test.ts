import * as openTelemetry from '@opentelemetry/api'
import { describe, expect, test, vi } from 'vitest'
import { Colloquy, RateLimitError, type ChatCompletionChunk, type ChatCompletionRequest } from '../index.ts'
import { fetchFrom, scriptedBackend, type ScriptedAnswer } from '../testing/index.ts'
import { chain, logging, telemetry, validation, type Middleware, type TelemetryAttributes } from './index.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'A secret' }] } satisfies ChatCompletionRequest
const busy = new RateLimitError('Slow down.', { retryAfter: 2 })
const endless: ScriptedAnswer = () => new Promise(() => {})

/** Clients over HTTP and over a backend, which must not differ. */
const doors: [string, (answer: ScriptedAnswer | readonly ScriptedAnswer[], ...middleware: Middleware[]) => Colloquy][] =
  [
    [
      'a backend',
      (answer, ...middleware) => new Colloquy({ backend: scriptedBackend(answer), middleware: chain(...middleware) }),
    ],
    [
      'a server',
      (answer, ...middleware) =>
        new Colloquy({
          baseURL: 'http://test/v1',
          apiKey: 'key-of-the-house',
          maxRetries: 0,
          fetch: fetchFrom(scriptedBackend(answer)),
          middleware: chain(...middleware),
        }),
    ],
  ]

describe.each(doors)('middleware before %s', (_, clientOf) => {
  test('wraps calls, the first outermost', async () => {
    const order: string[] = []
    const named =
      (name: string): Middleware =>
      async (context, next) => {
        order.push(`${name} asks`)
        const result = await next(context)
        order.push(`${name} has`)
        return result
      }
    await clientOf('x', named('a'), named('b')).chat.createChatCompletion(request)
    expect(order).toEqual(['a asks', 'b asks', 'b has', 'a has'])
  })

  test('may change the request, and the answer', async () => {
    const shout: Middleware = async (context, next) => {
      const result = await next({ ...context, request: { ...context.request, model: 'other' } })
      return 'choices' in result ? { ...result, id: 'shouted' } : result
    }
    const completion = await clientOf(({ model }) => `I am ${model}`, shout).chat.createChatCompletion(request)
    expect(completion).toMatchObject({ id: 'shouted', choices: [{ message: { content: 'I am other' } }] })
  })

  test('may ask again', async () => {
    const again: Middleware = async (context, next) => {
      try {
        return await next(context)
      } catch {
        return next(context)
      }
    }
    const completion = await clientOf([busy, 'at last'], again).chat.createChatCompletion(request)
    expect(completion.choices[0]?.message.content).toBe('at last')
    const stream = await clientOf([busy, 'at last'], again).chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.completion()).choices[0]?.message.content).toBe('at last')
  })

  test('may refuse', async () => {
    const never: Middleware = () => Promise.reject(busy)
    await expect(clientOf('x', never).chat.createChatCompletion(request)).rejects.toBe(busy)
    await expect(clientOf('x', never).chat.createChatCompletion({ ...request, stream: true })).rejects.toBe(busy)
  })

  test.each([false, true])('is told of the whole answer, with stream: %s', async (stream) => {
    const told: unknown[] = []
    const listen: Middleware = (context, next) => {
      void context.done.then(({ choices }) => told.push(choices[0]?.message.content))
      return next(context)
    }
    const answer = await clientOf('Hello there', listen).chat.createChatCompletion({ ...request, stream })
    if ('completion' in answer) await answer.completion()
    await vi.waitFor(() => expect(told).toEqual(['Hello there']))
  })

  test.each([false, true])('is told of a failure, with stream: %s', async (stream) => {
    const told: unknown[] = []
    const listen: Middleware = (context, next) => {
      context.done.catch((error: unknown) => told.push(error))
      return next(context)
    }
    const failing = clientOf(busy, listen).chat.createChatCompletion({ ...request, stream })
    await expect(failing).rejects.toMatchObject({ code: 'rate_limit_exceeded' })
    await vi.waitFor(() => expect(told).toMatchObject([{ code: 'rate_limit_exceeded' }]))
  })

  test('is told of a stream that is left', async () => {
    const told: unknown[] = []
    const listen: Middleware = (context, next) => {
      context.done.catch((error: unknown) => told.push(error))
      return next(context)
    }
    const stream = await clientOf('Hello there', listen).chat.createChatCompletion({ ...request, stream: true })
    for await (const chunk of stream) if (chunk) break
    await vi.waitFor(() => expect(told).toMatchObject([{ name: 'AbortError' }]))
  })

  test('leaves an abort an abort', async () => {
    const pass: Middleware = (context, next) => next(context)
    const controller = new AbortController()
    const options = { signal: controller.signal }
    const whole = clientOf(endless, pass).chat.createChatCompletion(request, options)
    const streamed = clientOf(endless, pass).chat.createChatCompletion({ ...request, stream: true }, options)
    setImmediate(() => controller.abort('enough'))
    await expect(whole).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
    await expect(streamed.then((stream) => stream.completion())).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('keeps the pieces of a stream as they come', async () => {
    const pass: Middleware = (context, next) => next(context)
    const stream = await clientOf('one two three', pass).chat.createChatCompletion({ ...request, stream: true })
    const pieces: string[] = []
    for await (const piece of stream.text()) pieces.push(piece)
    expect(pieces).toEqual(['one', ' two', ' three'])
  })
})

describe('the response behind middleware', () => {
  const pass: Middleware = (context, next) => next(context)
  const [, [, clientOf] = doors[0] ?? expect.unreachable()] = doors

  test('is given beside the answer', async () => {
    const { data, request_id } = await clientOf('x', pass).chat.createChatCompletion(request).withResponse()
    expect(data.choices[0]?.message.content).toBe('x')
    expect(request_id).toBe('req_scripted')
  })

  test('is given by itself, to be read by the caller', async () => {
    const response = await clientOf('x', pass).chat.createChatCompletion(request).asResponse()
    expect(await response.json()).toMatchObject({ object: 'chat.completion' })
  })

  test('is none where middleware answers by itself', async () => {
    const completion = await clientOf('cached').chat.createChatCompletion(request)
    const cache: Middleware = async () => completion
    const answer = clientOf('x', cache).chat.createChatCompletion(request)
    expect(await answer).toBe(completion)
    await expect(answer.withResponse()).rejects.toMatchObject({ message: expect.stringContaining('no HTTP response') })
  })
})

describe('a log', () => {
  const [[, clientOf] = expect.unreachable()] = doors

  function logged() {
    const lines: [string, string, Readonly<Record<string, unknown>>][] = []
    const logger = {
      info: (message: string, fields: object) => void lines.push(['info', message, { ...fields }]),
      error: (message: string, fields: object) => void lines.push(['error', message, { ...fields }]),
    }
    let time = 0
    return { lines, logger, now: () => (time += 250) }
  }

  test('tells of each call, but not the conversation', async () => {
    const { lines, logger, now } = logged()
    await clientOf('Another secret', logging(logger, { now })).chat.createChatCompletion({ ...request, stream: false })
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines).toEqual([
      ['info', 'chat completion asked', { model: 'm', stream: false, messages: 1 }],
      ['info', 'chat completion answered', expect.objectContaining({ model: 'm', finish_reasons: ['stop'], ms: 250 })],
    ])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('tells of failures, without bodies and keys', async () => {
    const { lines, logger } = logged()
    await clientOf(busy, logging(logger))
      .chat.createChatCompletion(request)
      .catch(() => {})
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines[1]).toMatchObject(['error', 'chat completion failed', { error: 'RateLimitError', status: 429 }])
  })

  test('tells the conversation where that is asked for, and what `redact` leaves of it', async () => {
    const { lines, logger } = logged()
    const redact = (fields: Readonly<Record<string, unknown>>) => ({ ...fields, messages: 'blanked' })
    await clientOf('Another secret', logging(logger, { content: true, redact })).chat.createChatCompletion(request)
    await vi.waitFor(() => expect(lines).toHaveLength(2))
    expect(lines[0]?.[2]).toMatchObject({ messages: 'blanked' })
    expect(JSON.stringify(lines[1])).toContain('Another secret')
  })
})

describe('validation', () => {
  const [[, clientOf] = expect.unreachable()] = doors
  const odd: object = { id: 'c', object: 'chat.completion.chunk', created: 'now', model: 'm', choices: [] }
  const isChunk = (value: object): value is ChatCompletionChunk => value === odd
  const chunks = [odd].filter(isChunk)

  test('lets good answers pass', async () => {
    const issues = vi.fn()
    await clientOf('x', validation(issues)).chat.createChatCompletion(request)
    const stream = await clientOf('x', validation(issues)).chat.createChatCompletion({ ...request, stream: true })
    await stream.completion()
    expect(issues).not.toHaveBeenCalled()
  })

  test('ends a call whose answer differs, with the field', async () => {
    const wrong: Middleware = async (context, next) => Object.assign(await next(context), { created: 'now' })
    const asking = clientOf('x', validation('throw'), wrong).chat.createChatCompletion(request)
    await expect(asking).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('`created`'),
    })
  })

  test('ends a stream at the chunk that differs', async () => {
    const client = clientOf(chunks, validation('throw'))
    const reading = client.chat.createChatCompletion({ ...request, stream: true }).then((stream) => stream.completion())
    await expect(reading).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('`created`'),
    })
  })

  test('may only warn', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const wrong: Middleware = async (context, next) => Object.assign(await next(context), { created: 'now' })
    await clientOf('x', validation('warn'), wrong).chat.createChatCompletion(request)
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('`created`'))
    warn.mockRestore()
  })
})

describe('telemetry', () => {
  const [[, clientOf] = expect.unreachable()] = doors

  function instruments() {
    const spans: { name: string; attributes: object; status?: unknown; ended: boolean }[] = []
    const values: [string, number, TelemetryAttributes][] = []
    const api = {
      ...openTelemetry,
      trace: {
        setSpan: (context: unknown) => context,
        getTracer: () => ({
          startSpan(name: string, { attributes }: { attributes: object }) {
            const seen: (typeof spans)[number] = { name, attributes: { ...attributes }, ended: false }
            spans.push(seen)
            return {
              setAttributes: (more: object) => Object.assign(seen.attributes, more),
              setStatus: (status: unknown) => (seen.status = status),
              end: () => void (seen.ended = true),
            }
          },
        }),
      },
      metrics: {
        getMeter: () => ({
          createHistogram: (name: string) => ({
            record: (value: number, attributes: TelemetryAttributes) => void values.push([name, value, attributes]),
          }),
        }),
      },
      context: { active: () => undefined, with: <T>(_: unknown, work: () => T) => work() },
    }
    return { api, spans, values }
  }

  test('makes a span and measurements of a call by the conventions, and no word of it', async () => {
    const { api, spans, values } = instruments()
    let time = 0
    const middleware = telemetry(api, { now: () => (time += 500) })
    const asked = { ...request, temperature: 0.5, stop: 'x', n: 1, max_completion_tokens: 9, stream: true as const }
    const include = { stream_options: { include_usage: true } }
    await (
      await clientOf('Another secret', middleware).chat.createChatCompletion({ ...asked, ...include })
    ).completion()
    await vi.waitFor(() => expect(spans[0]?.ended).toBe(true))
    expect(spans).toMatchObject([
      {
        name: 'chat m',
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'm',
          'gen_ai.request.temperature': 0.5,
          'gen_ai.request.max_tokens': 9,
          'gen_ai.request.stop_sequences': ['x'],
          'gen_ai.response.id': 'chatcmpl-scripted',
          'gen_ai.response.finish_reasons': ['stop'],
          'gen_ai.usage.output_tokens': 2,
        },
      },
    ])
    expect(values.map(([name, value]) => [name, value])).toEqual([
      ['gen_ai.client.token.usage', 1],
      ['gen_ai.client.token.usage', 2],
      ['gen_ai.client.operation.duration', 0.5],
    ])
    expect(JSON.stringify([spans, values])).not.toContain('secret')
  })

  test('tells of an error by its code', async () => {
    const { api, spans, values } = instruments()
    await clientOf(busy, telemetry(api))
      .chat.createChatCompletion(request)
      .catch(() => {})
    await vi.waitFor(() => expect(spans[0]?.ended).toBe(true))
    expect(spans).toMatchObject([{ attributes: { 'error.type': 'rate_limit_exceeded' }, status: { code: 2 } }])
    expect(values).toMatchObject([
      ['gen_ai.client.operation.duration', expect.any(Number), { 'error.type': 'rate_limit_exceeded' }],
    ])
  })

  test('takes the module as it is, with or without an SDK', async () => {
    const { choices } = await clientOf('x', telemetry(openTelemetry)).chat.createChatCompletion(request)
    expect(choices[0]?.message.content).toBe('x')
  })
})
