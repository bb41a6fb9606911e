import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

test('a pipe that brought nothing is told, and the words are asked all the same', async () => {
  const io = new FakeIo({ piped: '\n', pipe: true })
  expect(await main(['explain'], io)).toBe(0)
  expect(io.stderr.text).toBe('Nothing came through the pipe: only the words are asked.\n')
  expect(io.requests[0]?.messages).toEqual([{ role: 'user', content: 'explain' }])
})

test.each([
  [{ TERM: 'dumb' }, 'There is no prompt, and no conversation is held where TERM is dumb.'],
  [{ CI: '1' }, 'There is no prompt, and no conversation is held where CI is set.'],
])('who types colloquy alone with %j is told why no conversation begins', async (env, told) => {
  const io = new FakeIo({ stdoutTTY: true, env })
  expect(await main([], io)).toBe(2)
  expect(io.stderr.text).toContain(told)
})

test('standard input that is empty on purpose is not mentioned', async () => {
  const io = new FakeIo({ piped: '' })
  await main(['explain'], io)
  expect(io.stderr.text).toBe('')
})
