import { brotliCompressSync, constants, createGzip, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Colloquy, type ChatCompletionRequest, type ColloquyOptions } from '../index.ts'
import { startServer, unusedAddress } from './__fixtures__/loopback-server.ts'

const request = { model: 'm', messages: [] } satisfies ChatCompletionRequest
const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const head = { 'content-type': 'text/event-stream' }

describe.each<[string, ColloquyOptions]>([
  ['fetch', { fetch: (url, init) => fetch(url, init) }],
  ['node:http', {}],
])('over %s', (_, transport) => {
  const clientOf = (options: ColloquyOptions) => new Colloquy({ ...transport, ...options })

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
