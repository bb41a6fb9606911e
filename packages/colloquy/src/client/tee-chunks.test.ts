import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionChunk, type ChatCompletionRequest } from '../index.ts'
import { events, scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

async function split(texts: readonly string[], end?: 'break' | 'stay', onCancel?: () => void) {
  const answer = events(texts, end)
  const fetch = scriptedFetch(() => {
    const response = answer()
    const reader = response.body?.getReader()
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = (await reader?.read()) ?? { done: true }
        if (value) controller.enqueue(value)
        if (done) controller.close()
      },
      cancel: () => onCancel?.(),
    })
    return new Response(body, response)
  })
  const { chat } = new Colloquy({ baseURL: 'https://api.test', fetch, maxRetries: 0 })
  return (await chat.createChatCompletion({ ...request, stream: true })).tee()
}

const textOf = ({ value }: IteratorResult<ChatCompletionChunk, undefined>) => value?.choices[0]?.delta.content

describe('a stream split in two', () => {
  test('gives both sides everything, in whatever turns they read', async () => {
    const [left, right] = await split([event('a'), event('b'), event('c', 'stop')])
    expect(textOf(await left.next())).toBe('a')
    expect(textOf(await left.next())).toBe('b')
    expect((await right.completion()).choices[0]?.message.content).toBe('abc')
    expect((await left.completion()).choices[0]?.message.content).toBe('abc')
  })

  test('gives both sides everything when they wait at once', async () => {
    const [left, right] = await split([event('a'), event('b'), event('c', 'stop')])
    const [one, two] = await Promise.all([left.completion(), right.completion()])
    expect(one).toEqual(two)
  })

  test('tells both sides of a failure', async () => {
    const [left, right] = await split([event('a')], 'break')
    const told = { name: 'ConnectionError', partial: { choices: [{ message: { content: 'a' } }] } }
    await expect(left.completion()).rejects.toMatchObject(told)
    await expect(right.completion()).rejects.toMatchObject(told)
  })

  test('goes on for one side when the other is left, and is closed when both are', async () => {
    let cancelled = false
    const [left, right] = await split([event('a'), event('b')], 'stay', () => (cancelled = true))
    await left.return()
    expect(textOf(await right.next())).toBe('a')
    expect(cancelled).toBe(false)
    await right.return()
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(cancelled).toBe(true)
  })
})
