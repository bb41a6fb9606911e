import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatBackend, type ChatCompletionChunk, type ChatCompletionRequest } from '../index.ts'
import { chunksOf, scriptedBackend } from '../testing/index.ts'
import { TestClock } from './__fixtures__/test-clock.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const streaming = { ...request, stream: true } as const

function backendOf(complete: ChatBackend['complete']): ChatBackend {
  return { complete, models: async () => [] }
}

test('a backend answers whole and streamed alike', async () => {
  const client = new Colloquy({ backend: scriptedBackend('Hello there') })
  const whole = await client.chat.createChatCompletion(request)
  const counted = { ...streaming, stream_options: { include_usage: true } }
  const streamed = await (await client.chat.createChatCompletion(counted)).completion()
  expect(whole.choices[0]?.message.content).toBe('Hello there')
  expect(streamed).toEqual(whole)
})

test('a request the backend refuses rejects the call, streamed or not', async () => {
  const client = new Colloquy({ backend: scriptedBackend(new TypeError('oops')) })
  const expected = { name: 'ServerError', cause: new TypeError('oops') }
  await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject(expected)
  await expect(client.chat.createChatCompletion(streaming)).rejects.toMatchObject(expected)
})

test('a backend that ends too early is found out', async () => {
  const [first] = chunksOf({
    id: 'c',
    object: 'chat.completion',
    created: 0,
    model: 'm',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'a', refusal: null }, finish_reason: 'stop', logprobs: null },
    ],
  })
  const client = new Colloquy({ backend: scriptedBackend(first ? [first] : []) })
  const stream = await client.chat.createChatCompletion(streaming)
  await expect(stream.completion()).rejects.toMatchObject({ name: 'StreamTruncatedError', partial: { id: 'c' } })
})

describe('stops the work behind it', () => {
  function endless() {
    let ended = false
    let signal: AbortSignal | undefined
    const backend = backendOf(async function* (_, context): AsyncGenerator<ChatCompletionChunk> {
      ;({ signal } = context)
      try {
        for (;;) yield { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [] }
      } finally {
        ended = true
      }
    })
    return { backend, ended: () => ended && signal?.aborted }
  }

  test('on a break', async () => {
    const { backend, ended } = endless()
    for await (const chunk of await new Colloquy({ backend }).chat.createChatCompletion(streaming)) if (chunk) break
    expect(ended()).toBe(true)
  })

  test('on an abort', async () => {
    const { backend, ended } = endless()
    const controller = new AbortController()
    const { signal } = controller
    const stream = await new Colloquy({ backend }).chat.createChatCompletion(streaming, { signal })
    controller.abort()
    await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError' })
    expect(ended()).toBe(true)
  })
})

test('waits without limit unless told, then throws the typed error', async () => {
  const clock = new TestClock()
  const silent = scriptedBackend(() => new Promise(() => {}))
  const client = new Colloquy({ backend: silent, clock })
  const creating = client.chat.createChatCompletion(request, { timeout: { firstToken: 1000 } })
  const controller = new AbortController()
  const patient = client.chat.createChatCompletion(request, { signal: controller.signal })
  expect(clock.pending).toBe(1)
  clock.advance(1000)
  await expect(creating).rejects.toMatchObject({ name: 'TimeoutError', phase: 'firstToken' })
  controller.abort()
  await expect(patient).rejects.toMatchObject({ name: 'AbortError' })
})

test('the models of a backend are waited for as long as the call says', async () => {
  const clock = new TestClock()
  const never = { ...scriptedBackend('x'), models: () => new Promise<never>(() => {}) }
  const client = new Colloquy({ backend: never, clock })
  const late = client.models.list({ timeout: 1000 })
  const aborted = client.models.list({ signal: AbortSignal.abort('enough') })
  clock.advance(1000)
  await expect(late).rejects.toMatchObject({ name: 'TimeoutError' })
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
})

test('what a backend throws when it is asked for its models is a cause', async () => {
  const cause = new TypeError('oops')
  const broken = { ...scriptedBackend('x'), models: () => Promise.reject(cause) }
  await expect(new Colloquy({ backend: broken }).models.list()).rejects.toMatchObject({ name: 'ServerError', cause })
})
