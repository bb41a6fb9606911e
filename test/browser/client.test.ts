import type { ServerResponse } from 'node:http'
import type * as colloquy from 'colloquy'
import { build } from 'esbuild'
import { type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserPath, needsBrowser, openBrowser } from '../playground/browser.ts'
import { startServer, type SeenRequest } from '../../packages/colloquy/src/client/__fixtures__/loopback-server.ts'

type Client = typeof colloquy

const event = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}\n\n`
const whole = JSON.stringify({ choices: [{ message: { content: 'Größe 🙂' } }] })
const json = (response: ServerResponse, body: string, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
const begin = (response: ServerResponse, text: string) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write(text)
}

describe.skipIf(browserPath === undefined)(`the client in a browser${needsBrowser}`, () => {
  let browser: Browser
  let script: string

  beforeAll(async () => {
    browser = await openBrowser()
    const { outputFiles } = await build({
      stdin: { contents: "export * from 'colloquy'", resolveDir: `${import.meta.dirname}/../../packages/cli` },
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'colloquy',
      platform: 'browser',
      conditions: ['source'],
    })
    script = outputFiles[0]?.text ?? ''
  })
  afterAll(() => browser?.close())

  /** Runs a program in a page whose server answers as told. Gives what it returns, or the error it throws. */
  async function run(
    answer: (response: ServerResponse, request: SeenRequest) => void,
    program: (client: Client, baseURL: string) => Promise<unknown>,
  ) {
    const server = await startServer((response, request) => {
      if (request.url === '/')
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script src="/client.js"></script>')
      else if (request.url === '/client.js') response.end(script)
      else if (request.url.startsWith('/v1/')) answer(response, request)
      else response.writeHead(404).end()
    })
    const page = await browser.newPage()
    try {
      await page.goto(new URL('/', server.baseURL).href)
      const told: unknown = await page.evaluate(`
        (${program.toString()})(globalThis.colloquy, ${JSON.stringify(server.baseURL)}).then(
          (value) => value,
          ({ name, code, phase, message, partial }) => ({ name, code, phase, message, partial }),
        )`)
      const asked = server.requests.filter(({ url }) => url.startsWith('/v1/'))
      return { told, asked, closed: server.closed }
    } finally {
      await page.close()
    }
  }

  const ask = async ({ Colloquy }: Client, baseURL: string): Promise<unknown> => {
    const { choices } = await new Colloquy({ baseURL }).chat.createChatCompletion({ model: 'm', messages: [] })
    return choices[0]?.message.content
  }
  const stream = async ({ Colloquy }: Client, baseURL: string): Promise<unknown> => {
    const client = new Colloquy({ baseURL, timeout: { idle: 300 } })
    const answer = await client.chat.createChatCompletion({ model: 'm', messages: [], stream: true })
    const texts: unknown[] = []
    for await (const { choices } of answer) texts.push(choices[0]?.delta.content)
    return texts
  }

  test('gives a whole answer, and sends what any server’s CORS rules allow', async () => {
    const { told, asked } = await run((response) => json(response, whole), ask)
    expect(told).toBe('Größe 🙂')
    expect(asked[0]?.headers).not.toHaveProperty('idempotency-key')
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ model: 'm', messages: [] })
  })

  test('gives a stream, chunk by chunk', async () => {
    const { told } = await run((response) => {
      begin(response, event('Grö') + event('ße 🙂'))
      response.end(`${event('', 'stop')}data: [DONE]\n\n`)
    }, stream)
    expect(told).toEqual(['Grö', 'ße 🙂', ''])
  })

  test.each<[string, (response: ServerResponse) => void, object]>([
    [
      'a stream without an end',
      (response) => {
        begin(response, event('a'))
        response.end()
      },
      { name: 'StreamTruncatedError', partial: { choices: [{ message: { content: 'a' } }] } },
    ],
    [
      'a connection that breaks',
      (response) => {
        begin(response, event('a'))
        response.once('drain', () => {})
        setImmediate(() => response.socket?.resetAndDestroy())
      },
      { name: 'ConnectionError' },
    ],
    ['a silent stream', (response) => begin(response, event('a')), { name: 'TimeoutError', phase: 'idle' }],
    [
      'an error inside the stream',
      (response) => begin(response, event('a') + 'data: {"error":{"message":"gone"}}\n\n'),
      { name: 'ServerError', message: 'gone' },
    ],
    [
      'a page',
      (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in'),
      { name: 'InvalidResponseError' },
    ],
    [
      'a refusal',
      (response) => void json(response, '{"detail":"No."}', 422),
      { name: 'InvalidRequestError', message: 'No.' },
    ],
  ])('tells %s as a typed error', async (_, answer, error) => {
    const { told } = await run(answer, stream)
    expect(told).toMatchObject(error)
  })

  test('follows no redirect', async () => {
    const { told, asked } = await run(
      (response) => void response.writeHead(307, { location: '/v1/elsewhere' }).end(),
      ask,
    )
    expect(told).toMatchObject({ name: 'ConnectionError', code: 'redirect_refused' })
    expect(asked.map(({ method, url }) => method + ' ' + url)).toEqual(['POST /v1/chat/completions'])
  })

  test('tries again what may pass', async () => {
    let count = 0
    const { told } = await run((response) => json(response, whole, count++ ? 200 : 503), ask)
    expect([told, count]).toEqual(['Größe 🙂', 2])
  })

  test('closes the connection when the loop is left', async () => {
    const { told, closed } = await run(
      (response) => begin(response, event('a') + event('b')),
      async ({ Colloquy }, baseURL) => {
        const { chat } = new Colloquy({ baseURL })
        for await (const chunk of await chat.createChatCompletion({ model: 'm', messages: [], stream: true })) {
          return chunk.choices[0]?.delta.content
        }
        return undefined
      },
    )
    expect(told).toBe('a')
    await closed
  })

  test('stops at an abort', async () => {
    const { told, closed } = await run(
      (response) => begin(response, event('a')),
      async ({ Colloquy }, baseURL) => {
        const { chat } = new Colloquy({ baseURL })
        const controller = new AbortController()
        const { signal } = controller
        const answer = await chat.createChatCompletion({ model: 'm', messages: [], stream: true }, { signal })
        await answer.next()
        controller.abort()
        return answer.completion()
      },
    )
    expect(told).toMatchObject({ name: 'AbortError', partial: { id: 'c' } })
    await closed
  })

  test('passes a stream on, split in two', async () => {
    const { told } = await run(
      (response) => begin(response, `${event('a')}${event('b', 'stop')}data: [DONE]\n\n`),
      async ({ Colloquy, ChatCompletionStream }, baseURL) => {
        const { chat } = new Colloquy({ baseURL })
        const [left, right] = (await chat.createChatCompletion({ model: 'm', messages: [], stream: true })).tee()
        const passed = ChatCompletionStream.fromReadableStream(left.toReadableStream())
        const completions = await Promise.all([passed.completion(), right.completion()])
        return completions.map(({ choices }) => choices[0]?.message.content)
      },
    )
    expect(told).toEqual(['ab', 'ab'])
  })

  test('takes a fixed key only where that is said to be meant', async () => {
    const { told, asked } = await run(
      (response) => json(response, whole),
      async ({ Colloquy }, baseURL) => {
        const message = (() => {
          try {
            return new Colloquy({ baseURL, apiKey: 'sk-fixed' })
          } catch (error) {
            return error instanceof Error && error.message
          }
        })()
        for (const options of [
          { apiKey: 'sk-fixed', dangerouslyAllowBrowser: true },
          { apiKey: () => 'short-lived' },
        ]) {
          await new Colloquy({ baseURL, ...options }).chat.createChatCompletion({ model: 'm', messages: [] })
        }
        return message
      },
    )
    expect(told).toContain('dangerouslyAllowBrowser')
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer sk-fixed', 'Bearer short-lived'])
  })
})
