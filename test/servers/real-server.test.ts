import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { createEngine } from '@colloquy/engine'
import { createHandler, serveNode } from '@colloquy/server'
import { Colloquy, type ChatCompletionRequest } from 'colloquy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModel } from '../support/tiny-model.ts'

const run = promisify(execFile)
const messages = [{ role: 'user' as const, content: 'Hello' }]

/** Other people's servers: those whose addresses are named, or llama-cpp-python's over a tiny model. */
const named = process.env['COLLOQUY_TEST_SERVER']?.split(/[ ,]+/)
const others = named ?? (await llamaCppPython())
if (others.length === 0)
  console.warn('SKIPPED: no server but our own. Set COLLOQUY_TEST_SERVER, or `pip install llama-cpp-python[server]`.')

const engine = await createEngine({ model: await tinyModel(), parallel: 2, threads: 1 })
const own = await serveNode(createHandler(engine), { port: 0 })
afterAll(async () => {
  await own.close()
  await engine.close()
})

describe.each([`${own.url}/v1`, ...others])('the server at %s', (baseURL) => {
  const client = new Colloquy({ baseURL, apiKey: 'none' })
  let model = ''
  beforeAll(async () => {
    model = (await client.models.list())[0]?.id ?? ''
  })

  test('lists its models', () => expect(model).not.toBe(''))

  test('answers whole, with a reason to finish and a count', async () => {
    const { choices, usage } = await client.chat.createChatCompletion({ model, messages, max_tokens: 8 })
    expect(choices[0]?.finish_reason).toMatch(/stop|length/)
    expect(usage?.completion_tokens).toBeGreaterThan(0)
  })

  test('streams the same as it answers whole', async () => {
    const request = { model, messages, max_tokens: 8, temperature: 0, seed: 1 }
    const whole = await client.chat.createChatCompletion(request)
    const stream = await client.chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.completion()).choices[0]?.message.content).toBe(whole.choices[0]?.message.content)
  })

  test('refuses in words that reach the caller', async () => {
    // As callers without a type checker would.
    const nonsense: ChatCompletionRequest = JSON.parse(JSON.stringify({ model, messages: 'Hello' }))
    const wrong = client.chat.createChatCompletion(nonsense, { maxRetries: 0 })
    await expect(wrong).rejects.toMatchObject({ status: expect.any(Number), message: expect.stringMatching(/\w{3}/) })
  })

  test('answers several at once', async () => {
    const asked = ['One', 'Two', 'Three'].map((content) =>
      client.chat.createChatCompletion({ model, messages: [{ role: 'user', content }], max_tokens: 4 }),
    )
    for (const { choices } of await Promise.all(asked)) expect(choices).toHaveLength(1)
  })

  test('stops when it is told to', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const stream = await client.chat.createChatCompletion(
      { model, messages, max_tokens: 512, stream: true },
      { signal },
    )
    await stream.next()
    controller.abort()
    await expect(stream.completion()).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('may be left in the middle, and answers the next', async () => {
    const stream = await client.chat.createChatCompletion({ model, messages, max_tokens: 64, stream: true })
    for await (const chunk of stream) if (chunk) break
    const { choices } = await client.chat.createChatCompletion({ model, messages, max_tokens: 4 })
    expect(choices).toHaveLength(1)
  })
})

/** Starts llama-cpp-python's server where Python has it; gives its address, or nothing. */
async function llamaCppPython(): Promise<readonly string[]> {
  const python = process.env['COLLOQUY_TEST_PYTHON'] ?? 'python3'
  const has = await run(python, ['-c', 'import llama_cpp.server.app']).then(
    () => true,
    () => false,
  )
  if (!has) return []
  const port = await freePort()
  const options = [
    '--model',
    await tinyModel(),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--chat_format',
    'chatml',
  ]
  const server = spawn(python, ['-m', 'llama_cpp.server', ...options], { stdio: 'ignore' })
  afterAll(() => server.kill())
  const address = `http://127.0.0.1:${port}/v1`
  for (let tries = 0; tries < 300 && server.exitCode === null; tries++) {
    if (
      await fetch(`${address}/models`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return [address]
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return []
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}
