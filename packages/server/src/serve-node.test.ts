import { Colloquy, httpBackend, type ChatBackend, type ChatCompletionChunk } from 'colloquy'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHandler } from './app.ts'
import { serveNode, type RunningServer } from './serve-node.ts'

const request = { model: 'scripted', messages: [{ role: 'user' as const, content: 'Hi' }] }
const opening: ChatCompletionChunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'scripted',
  choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
}

describe('serveNode', () => {
  test('answers over a socket, whole and streamed', async () => {
    const server = await serve(scriptedBackend('Grüß Gott 🙂'))
    const { chat } = client(server)
    expect((await chat.createChatCompletion(request)).choices[0]?.message.content).toBe('Grüß Gott 🙂')
    const stream = await chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.completion()).choices[0]?.message.content).toBe('Grüß Gott 🙂')
  })

  test.each([false, true])('stops the backend when the caller hangs up (streamed: %s)', async (stream) => {
    const leaving = new AbortController()
    const { backend, waiting, stopped } = waitingBackend()
    const server = await serve(backend)
    const answer = fetch(`${server.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, stream }),
      signal: leaving.signal,
    }).then((response) => response.text())
    await waiting
    leaving.abort()
    await expect(answer).rejects.toThrow()
    await stopped
  })

  test('lets an answer that runs come to its end when it closes, and takes no new one', async () => {
    const [asked, ask] = signalled()
    const [held, finish] = signalled()
    const backend = scriptedBackend(async () => {
      ask()
      await held
      return 'done'
    })
    const server = await serve(backend)
    const answer = client(server).chat.createChatCompletion(request)
    await Promise.race([asked, answer])
    const closed = server.close()
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow()
    finish()
    expect((await answer).choices[0]?.message.content).toBe('done')
    await closed
  })

  test('serves a function that wraps the handler’s, whole and streamed', async () => {
    const inner = createHandler(scriptedBackend('Grüß Gott 🙂'), { onError: () => undefined })
    const seen: string[] = []
    const handler = {
      ...inner,
      async fetch(asked: Request) {
        const { messages } = await asked.clone().json()
        seen.push(messages[0].content)
        return inner.fetch(asked)
      },
    }
    const server = await serveNode(handler, { port: 0 })
    onTestFinished(() => server.close())
    const { chat } = client(server)
    expect((await chat.createChatCompletion(request)).choices[0]?.message.content).toBe('Grüß Gott 🙂')
    const stream = await chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.completion()).choices[0]?.message.content).toBe('Grüß Gott 🙂')
    expect(seen).toEqual(['Hi', 'Hi'])
  })

  test('tells the length of what it answers whole, and of `HEAD` no other than of `GET`', async () => {
    const { url } = await serve(scriptedBackend('x'))
    const whole = await fetch(`${url}/livez`)
    expect(Number(whole.headers.get('content-length'))).toBe((await whole.text()).length)
    expect((await fetch(`${url}/livez`, { method: 'HEAD' })).headers.get('content-length')).not.toBe('0')
  })

  test('tells what to do when the port is taken', async () => {
    const server = await serve(scriptedBackend('x'))
    const port = Number(new URL(server.url).port)
    await expect(serveNode(createHandler(scriptedBackend('x')), { port })).rejects.toMatchObject({
      name: 'ConnectionError',
      message: `Could not listen on 127.0.0.1:${port}: EADDRINUSE. Another program listens there; choose another port.`,
    })
  })

  test('tells its address so that it can be used, IPv6 included', async () => {
    const server = await serve(scriptedBackend('x'), '::1')
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect(await httpBackend({ baseURL: `${server.url}/v1` }).models()).toHaveLength(1)
  })
})

async function serve(backend: ChatBackend, host = '127.0.0.1'): Promise<RunningServer> {
  const server = await serveNode(createHandler(backend, { onError: () => undefined }), { host, port: 0 })
  onTestFinished(() => server.close())
  return server
}

function client({ url }: RunningServer): Colloquy {
  return new Colloquy({ baseURL: `${url}/v1`, apiKey: '', maxRetries: 0 })
}

/** Opens an answer and waits until it is stopped. */
function waitingBackend(): { backend: ChatBackend; waiting: Promise<void>; stopped: Promise<void> } {
  const [waiting, wait] = signalled()
  const [stopped, stop] = signalled()
  async function* complete(
    _request: unknown,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<ChatCompletionChunk> {
    try {
      yield opening
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
        wait()
      })
    } finally {
      stop()
    }
  }
  return { backend: { complete, models: async () => [] }, waiting, stopped }
}

function signalled(): [promise: Promise<void>, signal: () => void] {
  let signal = (): void => undefined
  const promise = new Promise<void>((resolve) => {
    signal = resolve
  })
  return [promise, () => signal()]
}
