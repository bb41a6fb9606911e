import { describe, expect, test } from 'vitest'
import { Colloquy, RateLimitError, type ChatCompletionRequest } from '../index.ts'
import { fetchFrom, scriptedBackend, type ScriptedAnswer } from './index.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } satisfies ChatCompletionRequest

function clientOf(answer: ScriptedAnswer): Colloquy {
  const fetch = fetchFrom(scriptedBackend(answer))
  return new Colloquy({ baseURL: 'http://test/v1', apiKey: 'k', maxRetries: 0, fetch })
}

test('answers whole, with what the backend says', async () => {
  const completion = await clientOf('Hello there').chat.createChatCompletion(request)
  expect(completion).toMatchObject({ object: 'chat.completion', choices: [{ message: { content: 'Hello there' } }] })
})

test('streams with the marks of a server', async () => {
  const stream = await clientOf('Hello there').chat.createChatCompletion({ ...request, stream: true })
  const texts: string[] = []
  for await (const text of stream.text()) texts.push(text)
  expect(texts).toEqual(['Hello', ' there'])
})

test('passes a request on as it was sent', async () => {
  const backend = scriptedBackend('x')
  const client = new Colloquy({ baseURL: 'http://test/v1', fetch: fetchFrom(backend) })
  await client.chat.createChatCompletion({ ...request, temperature: 0, seed: 7 })
  expect(backend.requests).toEqual([{ ...request, temperature: 0, seed: 7 }])
})

test('lists the models', async () => {
  expect(await clientOf('x').models.list()).toMatchObject([{ id: 'scripted' }])
})

describe('errors', () => {
  const busy = new RateLimitError('Slow down.', { retryAfter: 2 })
  const raised = { name: 'RateLimitError', status: 429, message: 'Slow down.', requestId: 'req_scripted' }

  test.each([false, true])('of the backend become statuses, with stream: %s', async (stream) => {
    const asking = clientOf(busy).chat.createChatCompletion({ ...request, stream })
    await expect(asking).rejects.toMatchObject({ ...raised, retryAfter: 2 })
  })

  test('in the middle of a stream become its last event', async () => {
    const started = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' } as const
    const first = { ...started, choices: [{ index: 0, delta: { content: 'Hel' }, finish_reason: null }] }
    const stream = await clientOf([first, busy]).chat.createChatCompletion({ ...request, stream: true })
    await expect(stream.completion()).rejects.toMatchObject({
      message: 'Slow down.',
      partial: { choices: [{ message: { content: 'Hel' } }] },
    })
  })

  test('for paths and bodies that are none', async () => {
    const fetch = fetchFrom(scriptedBackend('x'))
    expect((await fetch('http://test/v1/elsewhere')).status).toBe(404)
    const nonsense = await fetch('http://test/v1/chat/completions', { method: 'POST', body: '{' })
    expect(nonsense.status).toBe(400)
    expect(await nonsense.json()).toMatchObject({ error: { code: 'invalid_json' } })
  })
})

describe('stops the backend', () => {
  function endless(): { answer: ScriptedAnswer; stopped: Promise<void> } {
    let stop = (): void => {}
    const stopped = new Promise<void>((resolve) => {
      stop = resolve
    })
    const answer: ScriptedAnswer = (_, signal) => {
      signal.addEventListener('abort', stop)
      return new Promise(() => {})
    }
    return { answer, stopped }
  }

  test('when the caller aborts', async () => {
    const { answer, stopped } = endless()
    const controller = new AbortController()
    const asking = clientOf(answer).chat.createChatCompletion(request, { signal: controller.signal })
    setImmediate(() => controller.abort())
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
    await stopped
  })

  test('when the reader leaves', async () => {
    let stopped = false
    async function* endlessly() {
      try {
        for (;;) {
          const delta = { content: 'on and on ' }
          yield {
            id: 'c',
            object: 'chat.completion.chunk' as const,
            created: 1,
            model: 'm',
            choices: [{ index: 0, delta, finish_reason: null }],
          }
        }
      } finally {
        stopped = true
      }
    }
    const stream = await clientOf(endlessly()).chat.createChatCompletion({ ...request, stream: true })
    for await (const chunk of stream) if (chunk) break
    await expect.poll(() => stopped).toBe(true)
  })
})
