import { expect, test } from 'vitest'
import { FakeIo, says } from './__fixtures__/fake-io.ts'
import { main } from './main.ts'

test('prints the answer and one newline, and nothing else', async () => {
  const io = new FakeIo({ answer: () => says('Wind', 'ward', '\n\n') })
  expect(await main(['Name a boat'], io)).toBe(0)
  expect(io.stdout.text).toBe('Windward\n')
  expect(io.stderr.text).toBe('')
})
