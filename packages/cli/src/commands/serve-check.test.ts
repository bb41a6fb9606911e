import { writeFile } from 'node:fs/promises'
import { defaultModel, ensureModel, parseModelReference } from '@colloquy/engine/models'
import { expect, test } from 'vitest'
import { temporaryPath } from '../../../../test/support/temporary-path.ts'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

test('tells each setting and where it comes from, and serves nothing, when asked to check', async () => {
  const file = temporaryPath('serve.toml')
  await writeFile(file, 'max-queue = 7\nhost = "127.0.0.2"\n')
  const io = new FakeIo({
    models: { defaultModel, parseModelReference },
    env: { COLLOQUY_HOST: '127.0.0.3', COLLOQUY_API_KEY: 'sk-secret', COLLOQUY_STORE: 'none' },
  })
  expect(await main(['serve', '--config', file, '--port', '9000', '--check'], io)).toBe(0)
  const lines = io.stdout.text.split('\n').map((line) => line.replaceAll(/ +/gu, ' '))
  expect(lines).toContain('port 9000 flag')
  expect(lines).toContain('host 127.0.0.3 COLLOQUY_HOST')
  expect(lines).toContain(`max-queue 7 ${file}`)
  expect(lines).toContain('drain-timeout 30 default')
  expect(lines).toContain('upstream none default')
  expect(lines).toContain('(keys) one COLLOQUY_API_KEY')
  expect(io.stdout.text).not.toContain('sk-secret')
  expect(io.opened).toEqual([])
})

test('a switch that keeps no conversation is not taken for a way to log', async () => {
  const env = { COLLOQUY_LOG: 'off', COLLOQUY_STORE: 'none' }
  const io = new FakeIo({ models: { defaultModel, parseModelReference }, env })
  expect(await main(['serve', '--upstream', 'http://127.0.0.1:9/v1', '--check'], io)).toBe(0)
  expect(io.stdout.text).toMatch(/^log +.* default$/mu)
})

test.each([
  [['-m', 'nobody-knows'], 'model_not_found'],
  [['-m', './nowhere.gguf'], 'There is no file'],
  [['-m', 'smollm2:135m', '--offline'], 'model_not_downloaded'],
])('fails a check where the start would fail: %j', async (argv, words) => {
  const env = { COLLOQUY_MODELS: temporaryPath('no/models') }
  const io = new FakeIo({ env, models: { parseModelReference, ensureModel } })
  expect(await main(['serve', '--store', 'none', ...argv, '--check'], io)).not.toBe(0)
  expect(io.stderr.text).toContain(words)
})
