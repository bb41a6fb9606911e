import { describe, expect, test } from 'vitest'
import { ChatCompletionStream, Colloquy, type ChatCompletionRequest } from '../index.ts'
import { events, scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`

async function open(texts: readonly string[], end?: 'break' | 'stay') {
  const fetch = scriptedFetch(events(texts, end))
  const { chat } = new Colloquy({ baseURL: 'https://api.test', fetch, maxRetries: 0 })
  return chat.createChatCompletion({ ...request, stream: true })
}

/** A body of these bytes, so many a read. */
function bytesOf(text: string, size = Infinity): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.subarray(at, at + size))
      else controller.close()
      at += size
    },
  })
}

const lines = `${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content: 'Größe' }, finish_reason: null }] })}\n${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n`

describe('chunks as lines', () => {
  test('are the same completion at the other end', async () => {
    const passed = (await open([event('Hel'), event('lo\n'), event('', 'stop')])).toReadableStream()
    const completion = await ChatCompletionStream.fromReadableStream(passed).completion()
    expect(completion).toMatchObject({ id: 'c', choices: [{ message: { content: 'Hello\n' } }] })
  })

  test.each([1, 3, 7, 1000])('are read in pieces of %i bytes', async (size) => {
    const completion = await ChatCompletionStream.fromReadableStream(bytesOf(lines, size)).completion()
    expect(completion.choices[0]?.message.content).toBe('Größe')
  })

  test('are whole without an end of the last line', async () => {
    const completion = await ChatCompletionStream.fromReadableStream(bytesOf(lines.trimEnd())).completion()
    expect(completion.choices[0]?.finish_reason).toBe('stop')
  })

  test.each([
    ['in a line', lines.slice(0, 30), 'InvalidResponseError'],
    ['between two lines', lines.slice(0, lines.indexOf('\n') + 1), 'StreamTruncatedError'],
    ['before the first', '', 'StreamTruncatedError'],
  ])('that are cut %s are a typed error', async (_, text, name) => {
    await expect(ChatCompletionStream.fromReadableStream(bytesOf(text)).completion()).rejects.toMatchObject({ name })
  })

  test('carry an error to whoever reads them', async () => {
    const reader = (await open([event('a')], 'break')).toReadableStream().getReader()
    await reader.read()
    await expect(reader.read()).rejects.toMatchObject({ name: 'ConnectionError' })
  })

  test('that are no longer wanted close the stream', async () => {
    const stream = await open([event('a')], 'stay')
    await stream.toReadableStream().cancel()
    await expect(stream.completion()).rejects.toMatchObject({ name: 'AbortError' })
  })
})
