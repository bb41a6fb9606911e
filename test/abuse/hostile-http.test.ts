import { createHandler, serveNode, type HandlerOptions, type RunningServer, type ServeOptions } from '@colloquy/server'
import { once } from 'node:events'
import { scriptedBackend } from 'colloquy/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSocket, sendRaw, statusOf } from './raw-socket.ts'

const completions = '/v1/chat/completions'
const request = JSON.stringify({ model: 'scripted', messages: [{ role: 'user', content: 'Hi' }] })
const close = 'connection: close\r\n'

describe('bytes that are no request', () => {
  test.each<[string, string]>([
    ['noise', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['no host', `GET /v1/models HTTP/1.1\r\n${close}\r\n`],
    ['two hosts', `GET /v1/models HTTP/1.1\r\nhost: x\r\nhost: y\r\n${close}\r\n`],
    ['two lengths', `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello`],
    [
      'a length and chunks',
      `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a negative length', `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n`],
    [
      'a chunk of no size',
      `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n`,
    ],
    [
      'an unknown transfer coding',
      `POST ${completions} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    ],
    ['a header with U+0000', `GET /v1/models HTTP/1.1\r\nhost: x\r\nx-a: \u0000\r\n${close}\r\n`],
    ['a header name with a blank', `GET /v1/models HTTP/1.1\r\nhost: x\r\nx a: b\r\n${close}\r\n`],
    ['a folded header', `GET /v1/models HTTP/1.1\r\nhost: x\r\nx-a: b\r\n c\r\n${close}\r\n`],
    ['a host that is none', `GET /v1/models HTTP/1.1\r\nhost: a b/c\r\n${close}\r\n`],
    ['a target that is none', `GET v1/models HTTP/1.1\r\nhost: x\r\n${close}\r\n`],
    ['a target of another scheme', `GET ftp://x/v1/models HTTP/1.1\r\nhost: x\r\n${close}\r\n`],
    ['a tunnel', `CONNECT x:443 HTTP/1.1\r\nhost: x:443\r\n${close}\r\n`],
    ['headers of 64 KiB', `GET /v1/models HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(65_536)}\r\n\r\n`],
    ['an expectation nobody knows', `GET /v1/models HTTP/1.1\r\nhost: x\r\nexpect: tea\r\n${close}\r\n`],
    ['an unknown method', `BREW /v1/models HTTP/1.1\r\nhost: x\r\n${close}\r\n`],
  ])('%s is refused in OpenAI’s shape, and the server goes on', async (_name, bytes) => {
    const { url } = await serve()
    const answer = await sendRaw(url, bytes)
    expect([400, 417, 431]).toContain(statusOf(answer))
    expect(await models(url)).toBe(200)
  })

  test('has an answer with a name and a body that clients read', async () => {
    const { url } = await serve()
    const answer = await sendRaw(url, 'nonsense\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer).toMatch(/\r\nx-request-id: req_[0-9a-f]{32}\r\n/)
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param: null, code: null },
    })
  })
})

describe('a way around the key', () => {
  test.each([
    ['GET /v1/models', 'x/livez?'],
    ['GET /v1/models', 'x/livez#'],
    ['GET /v1/models', 'livez'],
    ['GET /v1/models', '@x/livez'],
    ['GET http://x/livez/../v1/models', 'x'],
    ['GET http://livez/v1/models', 'x'],
    ['GET /livez/..%2fv1/models', 'x'],
    ['GET /livez/../v1/models', 'x'],
    ['GET //livez/v1/models', 'x'],
    ['GET /%6civez/../v1/models', 'x'],
    ['GET /v1/models?/livez', 'x'],
    ['GET /v1/models;/livez', 'x'],
    ['HEAD /v1/models', 'x'],
  ])('%s with host %s is none', async (line, host) => {
    const { url } = await serve({ apiKeys: ['k'] })
    const answer = await sendRaw(
      url,
      `${line} HTTP/1.1\r\nhost: ${host}\r\nx-original-url: /livez\r\nx-forwarded-host: livez\r\n${close}\r\n`,
    )
    expect([400, 401, 404]).toContain(statusOf(answer))
    expect(answer).not.toContain('"object"')
  })
})

describe('a body', () => {
  test('that is said to be too long is refused before it is sent', async () => {
    const { url } = await serve()
    const head = `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n${close}\r\n`
    expect(statusOf(await sendRaw(url, head))).toBe(413)
  })

  test('that never ends is cut within a megabyte of the limit', async () => {
    const { url } = await serve()
    const socket = openSocket(url)
    const answered = once(socket, 'data')
    socket.on('error', () => undefined)
    socket.write(
      `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    )
    const piece = `10000\r\n${' '.repeat(65_536)}\r\n`
    for (let sent = 0; sent < 100_000_000 && socket.bytesRead === 0; sent += 65_536) {
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), answered])
    }
    const [answer] = await answered
    expect(statusOf(String(answer))).toBe(413)
    // What was written but not taken waits in the two sockets.
    expect(socket.bytesWritten).toBeLessThan(16_000_000)
    socket.destroy()
    expect(await models(url)).toBe(200)
  })

  test('of an unknown caller is not read', async () => {
    const { url } = await serve({ apiKeys: ['k'] })
    const head = `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n${close}\r\n{"half":`
    expect(statusOf(await sendRaw(url, head))).toBe(401)
  })

  test('is asked of who waits for that, and not before it is wanted', async () => {
    const { url } = await serve({ apiKeys: ['k'], maxBodyBytes: 1000 })
    const head = (key: string, length: number) =>
      `POST ${completions} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
    expect(await sendRaw(url, head('other', 50))).toMatch(/^HTTP\/1\.1 401 [\s\S]*\r\nconnection: close\r\n/i)
    expect(await sendRaw(url, head('k', 5000))).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close\r\n/i)
    const socket = openSocket(url)
    socket.write(head('k', request.length))
    expect(String(await once(socket, 'data'))).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    socket.write(request)
    expect(statusOf(String(await once(socket, 'data')))).toBe(200)
    socket.destroy()
  })

  test.each([
    ['brackets, a million deep', '['.repeat(1_000_000)],
    ['objects, 100,000 deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a string of 5 MB as the model', JSON.stringify({ model: 'x'.repeat(5_000_000), messages: 1 })],
    ['100,000 unknown fields', `{${Array.from({ length: 100_000 }, (_, at) => `"f${at}":1`).join(',')}}`],
    ['a prototype', '{"__proto__":{"model":"x"},"constructor":1}'],
    ['a schema that nests beyond reason', JSON.stringify({ model: 'scripted', messages: [], tools: nested(200) })],
    ['a billion choices', JSON.stringify({ ...JSON.parse(request), n: 1e9 })],
    ['numbers out of this world', request.replace('}', ',"temperature":1e999}')],
  ])('of %s is refused, and the server goes on', async (_name, body) => {
    const { url } = await serve()
    const response = await post(url, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } })
    expect(await models(url)).toBe(200)
  })
})

describe('slow and fleeting callers', () => {
  test('who drip their headers do not keep others waiting, and are cut at the deadline', async () => {
    const { url } = await serve({}, { headersTimeout: 250 })
    const drips = Array.from({ length: 200 }, () => sendRaw(url, 'GET /v1/models HTTP/1.1\r\nhost: x\r\nx-a: '))
    expect((await post(url, request)).status).toBe(200)
    for (const answer of await Promise.all(drips)) expect(statusOf(answer)).toBe(408)
  })

  test('who stop in the middle of a body are cut at its deadline', async () => {
    const { url } = await serve({}, { headersTimeout: 200, requestTimeout: 400 })
    const head = `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"model"`
    expect([0, 408]).toContain(statusOf(await sendRaw(url, head)))
    expect(await models(url)).toBe(200)
  })

  test('who take nothing of a stream are cut, and the work behind it stops', async () => {
    let stopped = (): void => undefined
    const stops = new Promise<void>((resolve) => (stopped = resolve))
    const backend = scriptedBackend(async function* (_request, signal) {
      signal.addEventListener('abort', () => stopped())
      const content = 'x'.repeat(10_000)
      const choices = [{ index: 0, delta: { content }, finish_reason: null }]
      for (;;) yield { id: 'c', object: 'chat.completion.chunk' as const, created: 1, model: 'scripted', choices }
    })
    const { url } = await serve({}, { readTimeout: 200 }, backend)
    const socket = openSocket(url)
    const body = JSON.stringify({ ...JSON.parse(request), stream: true })
    const head = `host: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
    socket.pause().on('error', () => undefined)
    socket.write(`POST ${completions} HTTP/1.1\r\n${head}${body}`)
    await stops
    socket.destroy()
    expect(await models(url)).toBe(200)
  })

  test('who read a letter at a time are answered to the end', async () => {
    const { url } = await serve({}, { readTimeout: 5_000 })
    const socket = openSocket(url)
    const body = JSON.stringify({ ...JSON.parse(request), stream: true })
    const head = `host: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`
    socket.write(`POST ${completions} HTTP/1.1\r\n${head}${body}`)
    let answer = ''
    socket.on('readable', () => {
      for (let byte: Buffer | null; (byte = socket.read(1)) !== null;) answer += byte.toString('latin1')
    })
    await once(socket, 'close')
    expect(answer).toContain('data: [DONE]')
  })

  test('who send their next request behind a refused body have it answered', async () => {
    const { url } = await serve({ maxBodyBytes: 100 })
    const refused = `POST ${completions} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 200000\r\n\r\n`
    const answer = await sendRaw(url, `${refused}${' '.repeat(200_000)}GET /livez HTTP/1.1\r\nhost: x\r\n${close}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*HTTP\/1\.1 200 OK[\s\S]*"live"/)
  })

  test('who ask and leave, three hundred at once, leave nothing running', async () => {
    const running = new Set<AbortSignal>()
    const backend = scriptedBackend(async (_request, signal) => {
      running.add(signal)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      running.delete(signal)
      return 'late'
    })
    const { url } = await serve({}, {}, backend)
    await Promise.all(
      Array.from({ length: 300 }, async (_, at) => {
        const leaving = new AbortController()
        const body = JSON.stringify({ ...JSON.parse(request), stream: at % 2 === 0 })
        const asked = post(url, body, leaving.signal).catch(() => undefined)
        await new Promise<void>((resolve) => setImmediate(resolve))
        leaving.abort()
        await asked
      }),
    )
    expect(await models(url)).toBe(200)
    while (running.size > 0) await models(url)
  })
})

function nested(depth: number): unknown {
  let schema: unknown = { type: 'string' }
  for (let level = 0; level < depth; level++) schema = { type: 'object', properties: { a: schema } }
  return [{ type: 'function', function: { name: 'f', parameters: schema } }]
}

async function serve(
  options: HandlerOptions = {},
  listening: ServeOptions = {},
  backend = scriptedBackend('Hello.'),
): Promise<RunningServer> {
  const handler = createHandler(backend, { onError: () => undefined, ...options })
  const server = await serveNode(handler, { port: 0, ...listening })
  onTestFinished(async () => {
    server.cut()
    await server.close()
  })
  return server
}

function post(url: string, body: string, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}${completions}`, { method: 'POST', headers, body, ...(signal && { signal }) })
}

async function models(url: string): Promise<number> {
  const response = await fetch(`${url}/v1/models`)
  await response.text()
  return response.status
}
