import { createHandler, serveNode } from '@colloquy/server'
import { requestAsCode, type CodeLanguage } from '@colloquy/code'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { scriptedBackend } from 'colloquy/testing'
import { build } from 'esbuild'
import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { temporaryPath } from '../support/temporary-path.ts'
import { pythonWith } from './installed-python.ts'

const run = promisify(execFile)
const answer = 'Aye, “\\n” it’s $HOME — ⛵'
let baseURL = ''

beforeAll(async () => {
  const server = await serveNode(createHandler(backend, { onError: () => undefined }), { port: 0 })
  baseURL = `${server.url}/v1`
  return () => server.close()
})

const backend = scriptedBackend(answer)

const request: ChatCompletionRequest = {
  model: 'scripted',
  messages: [
    { role: 'system', content: 'Say "no" to \'all\' of \\it; `${this}` too.' },
    { role: 'user', content: '@Two\nlines, $HOME, naïve ⛵ 👩‍🚀 \u2028 %s' },
  ],
  temperature: 0.5,
  stop: ['\n\n'],
  logit_bias: { '50256': -100 },
}

const env = { ...process.env, NO_PROXY: '*', PYTHONUTF8: '1' }
const python = pythonWith(['openai'], 'requests as Python')
const hasCurl = spawnSync('curl', ['--version']).status === 0
if (!hasCurl) console.warn('SKIPPED: requests as curl: there is no curl here.')

describe.each([false, true])('a request as code runs when pasted, streamed: %s', (stream) => {
  test.runIf(hasCurl)('in a shell', async () => {
    const printed = await pasted('curl', stream, (code) => run('sh', ['-c', code], { env }))
    if (stream) expect(printed).toContain('data: [DONE]')
    else expect(JSON.parse(printed).choices[0].message.content).toBe(answer)
  })

  test.each(['typescript', 'openai'] as const)('as a module: %s', async (language) => {
    const resolveDir = fileURLToPath(new URL('.', import.meta.url))
    const printed = await pasted(language, stream, async (code) => {
      const outfile = join(temporaryPath(language), 'program.mjs')
      await build({
        stdin: { contents: code, loader: 'ts', resolveDir },
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'node',
        conditions: ['source'],
      })
      return run(process.execPath, [outfile], { env })
    })
    expect(printed).toBe(`${answer}\n`)
  })

  test.runIf(python)('with Python', { timeout: 30_000 }, async () => {
    const printed = await pasted('python', stream, (code) => run(python ?? '', ['-c', code], { env }))
    expect(printed).toBe(`${answer}\n`)
  })
})

/** What the program printed, after the server was asked just what the request says. */
async function pasted(
  language: CodeLanguage,
  stream: boolean,
  paste: (code: string) => Promise<{ stdout: string }>,
): Promise<string> {
  const { stdout } = await paste(requestAsCode(language, { ...request, stream }, { baseURL }) ?? '')
  expect(backend.requests.at(-1)).toEqual(expect.objectContaining(request))
  return stdout
}
