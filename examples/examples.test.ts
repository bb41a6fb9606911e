import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

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

  test('ask-the-engine prints what a model in its own process says', async () => {
    expect((await output('ask-the-engine', { MODEL: await tinyModel() })).length).toBeGreaterThan(1)
  })

  test('stream-an-answer prints the answer and what it cost', async () => {
    expect(await output('stream-an-answer', { MODEL: await tinyModel() })).toMatch(/\n\d+ tokens read, \d+ written\n$/)
  })
})
