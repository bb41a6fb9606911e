import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Colloquy } from 'colloquy'
import { describe, expect, onTestFinished, test } from 'vitest'

import { tinyModel } from '../test/support/tiny-model.ts'

const run = promisify(execFile)

/** Runs an example as its reader would, from the built packages. */
async function output(example: string, env: Record<string, string>): Promise<string> {
  const path = new URL(`./${example}.mjs`, import.meta.url).pathname
  const { stdout } = await run(process.execPath, [path], { env: { ...process.env, ...env } })
  return stdout
}

describe('the examples in the README', () => {
  test('ask-over-http prints the answer of the endpoint that the environment names', async () => {
    const completion = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [
        {
          index: 0,
          finish_reason: 'stop',
          logprobs: null,
          message: { role: 'assistant', content: 'Albatross', refusal: null },
        },
      ],
    }
    const server = createServer((_, answer) =>
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(completion)),
    )
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    try {
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      const env = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_API_KEY: 'none' }
      expect(await output('ask-over-http', env)).toBe('Albatross\n')
    } finally {
      server.close()
    }
  })

  // The tiny model's weights are random: one answer in some hundreds ends before its first word.
  test('ask-the-engine prints what a model in its own process says', { retry: 2 }, async () => {
    expect((await output('ask-the-engine', { MODEL: await tinyModel() })).length).toBeGreaterThan(1)
  })

  test('stream-an-answer prints the answer and what it cost', async () => {
    expect(await output('stream-an-answer', { MODEL: await tinyModel() })).toMatch(/\n\d+ tokens read, \d+ written\n$/)
  })
})

describe("the example in the server's README", () => {
  test('serve-the-engine answers who has its key, and ends when it is interrupted', async () => {
    const path = new URL('serve-the-engine.mjs', import.meta.url).pathname
    const env = { ...process.env, MODEL: await tinyModel(), API_KEY: 'of-the-test', PORT: '0' }
    const serving = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void serving.kill('SIGKILL'))
    const [line] = await once(createInterface(serving.stdout), 'line')
    const baseURL = String(line).replace('Serving ', '')

    const ask = async (apiKey: string) => {
      const client = new Colloquy({ baseURL, apiKey })
      const [model] = await client.models.list()
      return client.chat.createChatCompletion({
        model: model?.id ?? '',
        messages: [{ role: 'user', content: 'Name a boat.' }],
        max_completion_tokens: 4,
        store: true,
      })
    }
    await expect(ask('of-another')).rejects.toMatchObject({ code: 'invalid_api_key' })
    expect((await ask('of-the-test')).usage?.completion_tokens).toBeGreaterThan(0)

    const ended = once(serving, 'exit')
    serving.kill('SIGINT')
    expect(await ended).toEqual([0, null])
  })
})
