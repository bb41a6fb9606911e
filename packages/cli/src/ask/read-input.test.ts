import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

test('a pipe that stays silent is explained after two seconds, once', async () => {
  const io: FakeIo = new FakeIo({
    stdin: new Promise<never>(() => {}),
    onRead: () => {
      io.clock.advance(1999)
      expect(io.stderr.text).toBe('')
      io.clock.advance(10_000)
      io.send('SIGINT')
    },
  })
  expect(await main(['x'], io)).toBe(130)
  expect(io.stderr.text).toBe('Waiting for standard input to end. Nothing to add? Run with </dev/null.\n')
  expect(io.clock.running).toBe(0)
})

test('a person who asked for standard input is told how to end it', async () => {
  const io = new FakeIo()
  await main(['-'], io)
  expect(io.stderr.text).toContain('Type the prompt; end it with Ctrl-D on a line of its own.\n')
})
