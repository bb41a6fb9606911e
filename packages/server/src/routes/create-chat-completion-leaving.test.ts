import { getEventListeners } from 'node:events'
import { AbortError, type ChatBackend } from 'colloquy'
import type { ChatCompletionChunk, ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { createHandler } from '../app.ts'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'tiny' } as const
const opening = chunk({ role: 'assistant', content: '', refusal: null })
const request = { model: 'tiny', messages: [{ role: 'user', content: 'Hi' }] }
const streamed = { ...request, stream: true }

describe('a caller who leaves a completion that is not streamed', () => {
  test('stops the backend', async () => {
    const leaving = new AbortController()
    const work = hangingBackend([opening])
    const response = createHandler(work.backend).fetch(httpRequest(request, { signal: leaving.signal }))
    await work.hanging
    leaving.abort()
    expect((await response).status).toBe(499)
    expect(work.log).toEqual(['aborted', 'closed'])
  })

  test('is no failure of the server, also in the middle of the body', async () => {
    const leaving = new AbortController()
    const body = new ReadableStream({
      pull(controller) {
        leaving.abort()
        controller.error(leaving.signal.reason)
      },
    })
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
      signal: leaving.signal,
    }
    const backend: ChatBackend = { complete: () => expect.unreachable('the backend was asked'), models }
    const handler = createHandler(backend, { onError: () => expect.unreachable('it was reported') })
    expect((await handler.fetch(new Request('http://localhost/v1/chat/completions', init))).status).toBe(499)
  })
})

test.each([request, streamed])('a backend that throws at once leaves no listener on the request', async (body) => {
  const backend: ChatBackend = {
    complete() {
      throw new Error('broken')
    },
    models,
  }
  const asked = httpRequest(body)
  expect((await createHandler(backend, { onError: () => undefined }).fetch(asked)).status).toBe(500)
  expect(getEventListeners(asked.signal, 'abort')).toEqual([])
})

describe('a reader who leaves a streamed completion', () => {
  test.each([0, 1, 2])('stops the backend on cancelling after %i reads', async (reads) => {
    const work = hangingBackend([opening, chunk({ content: 'Good' })])
    const response = await createHandler(work.backend).fetch(httpRequest(streamed))
    const reader = (response.body ?? expect.unreachable('no body')).getReader()
    for (let read = 0; read < reads; read++) await reader.read()
    await reader.cancel()
    await work.closed
    expect(work.signal?.aborted).toBe(true)
  })

  test('stops the backend on cancelling while a chunk is awaited', async () => {
    const work = hangingBackend([opening])
    const response = await createHandler(work.backend).fetch(httpRequest(streamed))
    const reader = (response.body ?? expect.unreachable('no body')).getReader()
    await reader.read()
    const pending = reader.read()
    await work.hanging
    await reader.cancel()
    expect(await pending).toEqual({ done: true, value: undefined })
    await work.closed
    expect(work.log).toEqual(['aborted', 'closed'])
  })

  test('stops the backend when the request is aborted while nobody reads', async () => {
    const leaving = new AbortController()
    const work = hangingBackend([opening])
    await createHandler(work.backend).fetch(httpRequest(streamed, { signal: leaving.signal }))
    leaving.abort()
    await work.closed
  })

  test('breaks off without [DONE] when the request itself is aborted', async () => {
    const leaving = new AbortController()
    const work = hangingBackend([opening])
    const response = await createHandler(work.backend).fetch(httpRequest(streamed, { signal: leaving.signal }))
    const text = response.text()
    await work.hanging
    leaving.abort()
    expect(await text).toBe(`data: ${JSON.stringify(opening)}\n\n`)
    await work.closed
    expect(work.log).toEqual(['aborted', 'closed'])
  })
})

function httpRequest(body: unknown, init: RequestInit = {}): Request {
  return new Request('http://localhost/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...init,
  })
}

/** Sends the chunks, then waits until it is aborted; the log tells how it ended. */
function hangingBackend(chunks: readonly ChatCompletionChunk[]): {
  backend: ChatBackend
  log: string[]
  hanging: Promise<void>
  closed: Promise<void>
  signal: AbortSignal | undefined
} {
  let hangs: () => void
  let closes: () => void
  const work = {
    log: new Array<string>(),
    hanging: new Promise<void>((resolve) => (hangs = resolve)),
    closed: new Promise<void>((resolve) => (closes = resolve)),
    signal: undefined as AbortSignal | undefined,
    backend: { complete, models },
  }
  async function* complete(
    _request: ChatCompletionRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<ChatCompletionChunk> {
    work.signal = signal
    try {
      yield* chunks
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true })
        hangs()
      })
      work.log.push('aborted')
      throw new AbortError()
    } finally {
      work.log.push('closed')
      closes()
    }
  }
  return work
}

function chunk(delta: ChatCompletionChunk['choices'][number]['delta']): ChatCompletionChunk {
  return { ...envelope, choices: [{ index: 0, delta, finish_reason: null }] }
}

async function models(): Promise<[]> {
  return []
}
