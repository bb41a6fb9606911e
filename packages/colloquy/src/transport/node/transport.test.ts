import { createServer } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startServer } from '../../client/__fixtures__/loopback-server.ts'
import { Colloquy, type ChatCompletionRequest } from '../../index.ts'

const request: ChatCompletionRequest = { model: 'm', messages: [] }
const answer = '{"choices":[{"message":{"content":"a"}}]}'

test('says who asks, and asks for compression of what comes whole', async () => {
  const { baseURL, requests } = await startServer((response) => response.end(answer))
  await new Colloquy({ baseURL, apiKey: 'k' }).chat.createChatCompletion(request)
  expect(requests[0]?.headers).toMatchObject({
    accept: '*/*',
    'accept-encoding': 'gzip, br',
    authorization: 'Bearer k',
    'content-length': String(JSON.stringify(request).length),
    'user-agent': 'colloquy',
  })
})

test('knows the headers of a failed answer however their names are written', async () => {
  const { baseURL } = await startServer((response) => {
    response.writeHead(429, { 'X-Request-Id': 'req_7', 'Retry-After': '61' }).end()
  })
  const creating = new Colloquy({ baseURL }).chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ requestId: 'req_7', retryAfter: 61 })
})

test.each(['Transfer-Encoding', 'content-length', 'connection'])('refuses to let %s be set', async (name) => {
  const { baseURL, requests } = await startServer((response) => response.end(answer))
  const creating = new Colloquy({ baseURL, headers: { [name]: '1' } }).chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ name: 'InvalidRequestError', param: 'headers' })
  expect(requests).toEqual([])
})

/** A proxy; requests that it is to forward are answered by itself. */
async function startProxy(
  onConnect: (target: string | undefined, authorization: string | undefined) => string,
): Promise<{ port: number; hello: Promise<Buffer> }> {
  let tell: ((bytes: Buffer) => void) | undefined
  const hello = new Promise<Buffer>((resolve) => (tell = resolve))
  const server = createServer()
  server.on('connect', ({ url, headers }, socket) => {
    socket.write(onConnect(url, headers['proxy-authorization']))
    socket.once('data', (bytes: Buffer) => {
      tell?.(bytes)
      socket.destroy()
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { port: typeof address === 'object' && address ? address.port : 0, hello }
}

test('lets a proxy forward what is not encrypted', async () => {
  const { baseURL, requests } = await startServer((response) => response.end(answer))
  const { host } = new URL(baseURL)
  vi.stubEnv('HTTP_PROXY', `http://me:p%40ss@${host}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  await new Colloquy({ baseURL: 'http://api.test/v1' }).chat.createChatCompletion(request)
  expect(requests[0]).toMatchObject({
    url: 'http://api.test/v1/chat/completions',
    headers: { host: 'api.test', 'proxy-authorization': `Basic ${btoa('me:p@ss')}` },
  })
})

test('reaches encrypted servers through a tunnel, in which the proxy sees their name only', async () => {
  const asked: (string | undefined)[] = []
  const { port, hello } = await startProxy((target, authorization) => {
    asked.push(target, authorization)
    return 'HTTP/1.1 200 Go on\r\n\r\n'
  })
  vi.stubEnv('HTTPS_PROXY', `http://me:secret@127.0.0.1:${port}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const client = new Colloquy({ baseURL: 'https://api.test/v1', apiKey: 'sk-key', maxRetries: 0 })
  const creating = client.chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({ name: 'ConnectionError' })
  expect(asked).toEqual(['api.test:443', `Basic ${btoa('me:secret')}`])
  const bytes = await hello
  // A TLS handshake that names the server.
  expect(bytes[0]).toBe(0x16)
  expect(bytes.includes('api.test')).toBe(true)
  expect(bytes.includes('sk-key')).toBe(false)
})

test('a proxy that refuses is named, its password is not', async () => {
  const { port } = await startProxy(() => 'HTTP/1.1 403 No\r\n\r\n')
  vi.stubEnv('HTTPS_PROXY', `http://me:secret@127.0.0.1:${port}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const client = new Colloquy({ baseURL: 'https://api.test/v1', maxRetries: 0 })
  const creating = client.chat.createChatCompletion(request)
  await expect(creating).rejects.toMatchObject({
    name: 'ConnectionError',
    message: `The proxy 127.0.0.1:${port} refused to connect to api.test:443: status 403.`,
  })
})
