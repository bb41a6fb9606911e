import { describe, expect, test, vi } from 'vitest'
import type { ScriptedAnswer } from '../testing/index.ts'
import { busy, doors, httpClientOf, request } from './__fixtures__/doors.ts'
import type { CallContext, Middleware, Next } from './index.ts'

const endless: ScriptedAnswer = () => new Promise(() => {})

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

  test.each([false, true])('that throws is the cause of the error of the call, with stream: %s', async (stream) => {
    const cause = new RangeError('over budget')
    const told: unknown[] = []
    const strict: Middleware = () => Promise.reject(cause)
    const listen: Middleware = (context, next) => {
      context.done.catch((error: unknown) => told.push(error))
      // The one outside sees what the one inside threw.
      return next(context).catch((error: unknown) => {
        told.push(error)
        throw error
      })
    }
    const asking = clientOf('x', listen, strict).chat.createChatCompletion({ ...request, stream })
    await expect(asking).rejects.toMatchObject({ name: 'CallbackError', code: 'callback_failed', cause })
    await vi.waitFor(() => expect(told).toEqual([cause, expect.objectContaining({ code: 'callback_failed' })]))
  })

  test('whose own wait ends with the signal of the caller is no failure but an abort', async () => {
    const controller = new AbortController()
    const waiting: Middleware = ({ options: { signal } }) =>
      new Promise((__, reject) => signal?.addEventListener('abort', () => reject(new Error('stopped waiting'))))
    const asking = clientOf('x', waiting).chat.createChatCompletion(request, { signal: controller.signal })
    setImmediate(() => controller.abort('enough'))
    await expect(asking).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
  })

  test.each([false, true])('that forgets to give back an answer is told so, with stream: %s', async (stream) => {
    const forgetful = Object(async (context: CallContext, next: Next) => void (await next(context)))
    const asking = clientOf('x', forgetful).chat.createChatCompletion({ ...request, stream })
    const answer = asking.then((given) => ('completion' in given ? given.completion() : given))
    await expect(answer).rejects.toMatchObject({
      name: 'InvalidRequestError',
      message: expect.stringContaining('give back what `next` gives'),
    })
  })

  test('passes on no option that nobody knows', async () => {
    const misspelt: object = { timeOut: 3 }
    const wrong: Middleware = (context, next) => next({ ...context, options: misspelt })
    await expect(clientOf('x', wrong).chat.createChatCompletion(request)).rejects.toMatchObject({
      code: 'unknown_parameter',
      param: 'timeOut',
    })
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
  const clientOf = httpClientOf

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
