import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const env = { COLLOQUY_TEMPERATURE: '0.2', COLLOQUY_MAX_TOKENS: '9', COLLOQUY_THREADS: '3' }

test('a variable stands in for its flag, and a flag beats it', async () => {
  const io = new FakeIo({ piped: '', env })
  expect(await main(['x', '--max-tokens', '5'], io)).toBe(0)
  expect(io.requests).toMatchObject([{ temperature: 0.2, max_completion_tokens: 5 }])
  expect(io.opened).toMatchObject([{ target: { engine: { threads: 3 } } }])
})

test('what variables say of the engine is no matter for an endpoint', async () => {
  const io = new FakeIo({ piped: '', env })
  expect(await main(['x', '--base-url', 'http://127.0.0.1:9/v1', '-m', 'm'], io)).toBe(0)
  expect(io.requests).toMatchObject([{ temperature: 0.2 }])
})

test('a value that does not fit is told with the variable', async () => {
  const io = new FakeIo({ piped: '', env: { COLLOQUY_SEED: 'many' } })
  expect(await main(['x'], io)).toBe(2)
  expect(io.stderr.text).toContain('COLLOQUY_SEED: --seed is "many"; it must be a whole number.')
})
