import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const place = ['--base-url', 'http://127.0.0.1:9/v1', '-m', 'm']

test('an endpoint gets as long and as many tries as the flags say', async () => {
  const io = new FakeIo({ piped: '' })
  expect(await main(['x', ...place, '--timeout', '2.5', '--retries', '0'], io)).toBe(0)
  expect(io.opened).toMatchObject([{ target: { timeout: 2500, retries: 0 } }])
})

test.each(['--timeout', '--retries'])('%s is refused where the model of this machine is asked', async (flag) => {
  const io = new FakeIo({ piped: '' })
  expect(await main(['x', flag, '3'], io)).toBe(2)
  expect(io.stderr.text).toContain(`${flag} is only for an endpoint`)
})

test('a timeout of nothing is refused', async () => {
  const io = new FakeIo({ piped: '' })
  expect(await main(['x', ...place, '--timeout', '0'], io)).toBe(2)
  expect(io.stderr.text).toContain('--timeout is 0; it must be at least 0.001')
})
