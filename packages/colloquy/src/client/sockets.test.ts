import { randomBytes } from 'node:crypto'
import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionRequest, type ColloquyOptions } from '../index.ts'
import { systemClock } from './clock.ts'
import { startServer, unusedAddress } from './__fixtures__/loopback-server.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const head = { 'content-type': 'text/event-stream' }

/** The real time, without its waits between attempts. */
const impatientClock = { ...systemClock, random: () => 0 }

/** The time until the client closed the connection, in milliseconds. */
async function closing(closed: Promise<void>): Promise<number> {
  const begun = performance.now()
  await closed
  return performance.now() - begun
}

describe.each<[string, ColloquyOptions]>([
  ['fetch', { fetch: (url, init) => fetch(url, init) }],
  ['node:http', {}],
])('over %s', (_, transport) => {
  const clientOf = (options: ColloquyOptions) => new Colloquy({ ...transport, ...options })

  /** A server that begins an answer and leaves it open. */
  async function openServer() {
    const server = await startServer((response) => {
      response.writeHead(200, head)
      response.write(event('a') + event('b'))
    })
    const client = clientOf({ apiKey: 'k', baseURL: server.baseURL })
    const open = (signal?: AbortSignal) => client.chat.createChatCompletion({ ...request, stream: true }, { signal })
    return { ...server, open }
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
      const creating = clientOf({ baseURL }).chat.createChatCompletion(request, { signal: controller.signal })
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
      const client = clientOf({ baseURL, timeout: { idle: 50 } })
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
    const stream = await clientOf({ baseURL }).chat.createChatCompletion({ ...request, stream: true })
    await expect(stream.completion()).rejects.toMatchObject({ name: 'ConnectionError', code: 'connection_failed' })
  })

  test('a body cut in its middle is a typed error', async () => {
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"choices":[', () => response.socket?.destroy())
    })
    const creating = clientOf({ baseURL }).chat.createChatCompletion(request)
    await expect(creating).rejects.toMatchObject({ name: 'ConnectionError' })
  })

  test('a body that cannot be decompressed is a typed error', async () => {
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end('no gzip at all')
    })
    const creating = clientOf({ baseURL }).chat.createChatCompletion(request)
    await expect(creating).rejects.toMatchObject({ name: 'ConnectionError' })
  })

  test('a refused connection is a typed error that asks for the server', async () => {
    const client = clientOf({ baseURL: await unusedAddress(), maxRetries: 0 })
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
    const client = clientOf({ baseURL })
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
    const client = clientOf({ baseURL, maxResponseBytes: 1_000_000 })
    await expect(client.chat.createChatCompletion(request)).rejects.toMatchObject({ code: 'response_too_large' })
    await closed
  })

  test('a redirect to another origin takes nothing there', async () => {
    const other = await startServer((response) => response.end('{}'))
    const { baseURL } = await startServer((response) => {
      response.writeHead(307, { location: `${other.baseURL}/chat/completions` })
      response.end()
    })
    const creating = clientOf({ apiKey: 'k', baseURL }).chat.createChatCompletion(request)
    await expect(creating).rejects.toMatchObject({ code: 'redirect_refused' })
    expect(other.requests).toEqual([])
  })

  test.each<[string, (text: string) => Buffer]>([
    ['gzip', (text) => gzipSync(text)],
    ['deflate', (text) => deflateSync(text)],
    ['br', (text) => brotliCompressSync(text)],
    ['deflate, gzip', (text) => gzipSync(deflateSync(text))],
  ])('a body in %s comes as it was', async (encoding, encode) => {
    const text = JSON.stringify({ choices: [{ message: { content: 'Größe, 日本語, 🙂'.repeat(5000) } }] })
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding })
      response.end(encode(text))
    })
    expect(await clientOf({ baseURL }).chat.createChatCompletion(request)).toEqual(JSON.parse(text))
  })

  test('a compressed stream gives each event when it comes', async () => {
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH })
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { ...head, 'content-encoding': 'gzip' })
      gzip.pipe(response)
      gzip.write(event('a'))
    })
    const stream = await clientOf({ baseURL }).chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.next()).value?.choices[0]?.delta.content).toBe('a')
    gzip.end(event('b', 'stop'))
    expect((await stream.completion()).choices[0]?.message.content).toBe('ab')
  })

  test('a compressed body cut in its middle is a typed error', async () => {
    const whole = gzipSync(JSON.stringify({ choices: [{ message: { content: randomBytes(9000).toString('hex') } }] }))
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(whole.subarray(0, 5000))
    })
    await expect(clientOf({ baseURL, maxRetries: 0 }).chat.createChatCompletion(request)).rejects.toMatchObject({
      name: expect.stringMatching(/^(ConnectionError|InvalidResponseError)$/),
    })
  })

  test('a bomb is cut at the limit of what it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 32))
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    const creating = clientOf({ baseURL, maxResponseBytes: 1_000_000 }).chat.createChatCompletion(request)
    await expect(creating).rejects.toMatchObject({ code: 'response_too_large' })
  })

  test('a stream that nobody reads is not read from the socket either', async () => {
    let written = 0
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, head)
      const piece = event('x'.repeat(60_000))
      const write = (): void => {
        while (written < 100_000_000 && !response.destroyed) {
          written += piece.length
          if (!response.write(piece)) break
        }
        response.once('drain', write)
      }
      write()
    })
    const stream = await clientOf({ baseURL }).chat.createChatCompletion({ ...request, stream: true })
    await stream.next()
    // Turns enough for all of it, if anybody took it.
    for (let turn = 0; turn < 3000; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
    expect(written).toBeLessThan(32_000_000)
    await stream.return()
  })

  test('requests are served by kept connections', async () => {
    const ports = new Set<number | undefined>()
    const { baseURL } = await startServer((response) => {
      ports.add(response.socket?.remotePort)
      response.end('{"choices":[{"message":{"content":"a"}}]}')
    })
    const client = clientOf({ baseURL })
    for (let count = 0; count < 5; count++) await client.chat.createChatCompletion(request)
    expect(ports.size).toBeLessThan(3)
  })

  test('a kept connection that the server has closed is not the caller’s concern', async () => {
    let count = 0
    const { baseURL, requests } = await startServer((response) => {
      // The answer is whole; the connection goes at the moment the next request may already be on it.
      if (count++ % 2 === 0) response.end('{"choices":[{"message":{"content":"a"}}]}', () => response.socket?.destroy())
      else response.end('{"choices":[{"message":{"content":"b"}}]}')
    })
    const client = clientOf({ baseURL, clock: impatientClock })
    for (let round = 0; round < 6; round++) await client.chat.createChatCompletion(request)
    expect(requests.length).toBeGreaterThanOrEqual(6)
  })

  test('a head larger than any server has reason to send is a typed error', async () => {
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'x-filler': 'x'.repeat(100_000) })
      response.end('{}')
    })
    await expect(clientOf({ baseURL, maxRetries: 0 }).chat.createChatCompletion(request)).rejects.toMatchObject({
      name: 'ConnectionError',
    })
  })

  test('the response is at hand, with status, type and headers', async () => {
    const { baseURL } = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req_1' })
      response.end('{"choices":[{"message":{"content":"a"}}]}')
    })
    const { chat } = clientOf({ baseURL })
    const { data, response, request_id } = await chat.createChatCompletion(request).withResponse()
    expect(data.choices[0]?.message.content).toBe('a')
    expect([response.status, response.headers.get('content-type'), request_id]).toEqual([
      200,
      'application/json',
      'req_1',
    ])
    const raw = await chat.createChatCompletion(request).asResponse()
    expect(await raw.json()).toEqual({ choices: [{ message: { content: 'a' } }] })
  })
})
