import { createHandler, openStore, serveNode } from '@colloquy/server'
import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { scriptedBackend } from 'colloquy/testing'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryPath } from '../support/temporary-path.ts'
import { pythonWith } from './installed-python.ts'

const python = pythonWith(['schemathesis'], 'schemathesis on the published document')

test.runIf(python)('schemathesis finds no fault with the document and the server', { timeout: 240_000 }, async () => {
  const store = await openStore('memory')
  const server = await serveNode(createHandler(scriptedBackend('Hello.'), { store }), { port: 0 })
  onTestFinished(() => server.close())
  const config = fileURLToPath(new URL('schemathesis.toml', import.meta.url))
  const examples = process.env['COLLOQUY_SCHEMATHESIS_EXAMPLES'] ?? '10'
  const start = 'from schemathesis.cli import schemathesis; schemathesis()'
  const argv = ['-c', start, '--config-file', config, 'run', `${server.url}/openapi.json`, '--seed', '1', '--no-color']
  const found = await promisify(execFile)(python ?? '', [...argv, '--max-examples', examples], {
    // It keeps what it learns where it runs.
    cwd: dirname(temporaryPath('schemathesis')),
    env: { ...process.env, NO_PROXY: '*' },
    maxBuffer: 50_000_000,
    // What it found stands in its output; its exit status only says that there is something.
  }).catch((error: { stdout: string }) => expect.unreachable(error.stdout))
  expect(found.stdout).toMatch(/\d+ generated, \d+ passed/)
})
