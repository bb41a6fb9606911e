import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionRequest } from '../index.ts'
import { startServer, unusedAddress } from './__fixtures__/loopback-server.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [] }
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const head = { 'content-type': 'text/event-stream' }

/** A server that begins an answer and leaves it open. */
async function openServer() {
  const server = await startServer((response) => {
    response.writeHead(200, head)
    response.write(event('a') + event('b'))
  })
  const client = new Colloquy({ apiKey: 'k', baseURL: server.baseURL })
  const open = (signal?: AbortSignal) => client.chat.createChatCompletion({ ...request, stream: true }, { signal })
  return { ...server, open }
}

/** The time until the client closed the connection, in milliseconds. */
async function closing(closed: Promise<void>): Promise<number> {
  const begun = performance.now()
  await closed
  return performance.now() - begun
}

describe('the connection is closed within a second', () => {
  test('of a break', async () => {
    const { open, closed } = await openServer()
    for await (const chunk of await open()) if (chunk) break
    expect(await closing(closed)).toBeLessThan(1000)
  })

  test('of an abort while chunks are at hand', async () => {
    const { open, closed } = await openServer()
    const controller = new AbortController()
    const stream = await open(controller.signal)
    await stream.next()
    controller.abort()
    expect(await closing(closed)).toBeLessThan(1000)
    await expect(stream.next()).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('of an abort while the head is waited for', async () => {
    const { baseURL, closed, requests } = await startServer(() => {})
    const controller = new AbortController()
    const creating = new Colloquy({ baseURL }).chat.createChatCompletion(request, { signal: controller.signal })
    while (requests.length === 0) await new Promise<void>((resolve) => setImmediate(resolve))
    controller.abort()
    await expect(creating).rejects.toMatchObject({ name: 'AbortError' })
    expect(await closing(closed)).toBeLessThan(1000)
  })

  test('of a timeout', async () => {
    const { baseURL, closed } = await startServer((response) => {
      response.writeHead(200, head)
      response.write(event('a'))
    })
    const client = new Colloquy({ baseURL, timeout: { idle: 50 } })
    const stream = await client.chat.createChatCompletion({ ...request, stream: true })
    await expect(stream.completion()).rejects.toMatchObject({ phase: 'idle', partial: { id: 'c' } })
    expect(await closing(closed)).toBeLessThan(1000)
  })
})

test('a connection reset in the middle of a stream is a typed error', async () => {
  const { baseURL } = await startServer((response) => {
    response.writeHead(200, head)
    response.write(event('a'), () => response.socket?.resetAndDestroy())
  })
  const stream = await new Colloquy({ baseURL }).chat.createChatCompletion({ ...request, stream: true })
  await expect(stream.completion()).rejects.toMatchObject({ name: 'ConnectionError', code: 'connection_failed' })
})

test('a body cut in its middle is a typed error', async () => {
  const { baseURL } = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"choices":[', () => response.socket?.destroy())
  })
  const creating = new Colloquy({ baseURL }).chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ name: 'ConnectionError' })
})

test('a body that cannot be decompressed is a typed error', async () => {
  const { baseURL } = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end('no gzip at all')
  })
  const creating = new Colloquy({ baseURL }).chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ name: 'ConnectionError' })
})

test('a refused connection is a typed error that asks for the server', async () => {
  const client = new Colloquy({ baseURL: await unusedAddress(), maxRetries: 0 })
  await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({
    code: 'connection_failed',
    message: expect.stringContaining('running there?'),
  })
})

test('a connection serves further requests after a stream has ended', async () => {
  const ports = new Set<number | undefined>()
  const { baseURL } = await startServer((response) => {
    ports.add(response.socket?.remotePort)
    response.writeHead(200, head)
    response.write(event('a', 'stop'))
    response.write('data: [DONE]\n\n')
    // The terminating bytes come after [DONE], on their own: the next request may be faster than they.
    setImmediate(() => response.end())
  })
  const client = new Colloquy({ baseURL })
  for (let count = 0; count < 10; count++) {
    const stream = await client.chat.createChatCompletion({ ...request, stream: true })
    await stream.completion()
  }
  expect(ports.size).toBeLessThan(5)
})

test('an endless body is cut at the limit', async () => {
  const { baseURL, closed } = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const write = () => {
      while (!response.destroyed && response.write(' '.repeat(65_536)));
      response.once('drain', write)
    }
    write()
  })
  const client = new Colloquy({ baseURL, maxResponseBytes: 1_000_000 })
  await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ code: 'response_too_large' })
  await closed
})

test('a redirect to another origin takes nothing there', async () => {
  const other = await startServer((response) => response.end('{}'))
  const { baseURL } = await startServer((response) => {
    response.writeHead(307, { location: `${other.baseURL}/chat/completions` })
    response.end()
  })
  const creating = new Colloquy({ apiKey: 'k', baseURL }).chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ code: 'redirect_refused' })
  expect(other.requests).toEqual([])
})
