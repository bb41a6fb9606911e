import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { Colloquy } from 'colloquy'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModel } from '../support/tiny-model.ts'

const run = promisify(execFile)
const messages = [{ role: 'user' as const, content: 'Hello' }]

/** The address of a real server, other people's code: the one that is named, or llama-cpp-python's over a tiny model. */
const baseURL = process.env['COLLOQUY_TEST_SERVER'] ?? (await startedServer())
if (!baseURL)
  console.warn('SKIPPED: no real server. Set COLLOQUY_TEST_SERVER, or `pip install llama-cpp-python[server]`.')

describe.skipIf(!baseURL)('a real server', () => {
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
    const wrong = client.chat.createChatCompletion({ model, messages: [], max_tokens: -7 }, { maxRetries: 0 })
    await expect(wrong).rejects.toMatchObject({ status: expect.any(Number), message: expect.stringMatching(/\w{3}/) })
  })

  test('may be left in the middle, and answers the next', async () => {
    const stream = await client.chat.createChatCompletion({ model, messages, max_tokens: 64, stream: true })
    for await (const chunk of stream) if (chunk) break
    const { choices } = await client.chat.createChatCompletion({ model, messages, max_tokens: 4 })
    expect(choices).toHaveLength(1)
  })
})

/** Starts llama-cpp-python's server where Python has it; undefined elsewhere. */
async function startedServer(): Promise<string | undefined> {
  const python = process.env['COLLOQUY_TEST_PYTHON'] ?? 'python3'
  const has = await run(python, ['-c', 'import llama_cpp.server.app']).then(
    () => true,
    () => false,
  )
  if (!has) return undefined
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
      return address
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return undefined
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening))
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === 'object' && address ? address.port : 0
}
