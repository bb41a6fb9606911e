import { createHandler, openStore, serveNode } from '@colloquy/server'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished, test } from 'vitest'
import { pythonWith } from './installed-python.ts'
import { city, greeting, worldlyBackend } from './worldly-backend.ts'

const python = pythonWith(['openai', 'pydantic'], 'the openai package for Python')

test.runIf(python)('the openai package for Python finds everything as at OpenAI', { timeout: 60_000 }, async () => {
  const store = await openStore('memory')
  const server = await serveNode(createHandler(worldlyBackend(), { store, onError: () => undefined }), { port: 0 })
  onTestFinished(() => server.close())
  const script = fileURLToPath(new URL('openai_python.py', import.meta.url))
  const argv = [script, server.url, greeting, JSON.stringify(city)]
  await promisify(execFile)(python ?? '', argv, { env: { ...process.env, NO_PROXY: '*', PYTHONUTF8: '1' } })
})
