import type { ChatCompletionChunk } from 'colloquy/protocol'
import { expect, test } from 'vitest'
import { converse } from '../__fixtures__/converse.ts'
import { FakeIo, says } from '../__fixtures__/fake-io.ts'
import { main } from '../main.ts'

const dropping = (count: number) =>
  async function* (): AsyncGenerator<ChatCompletionChunk> {
    for await (const chunk of says('Yes.')) yield Object.assign(chunk, { dropped_messages: count })
  }

test('who converses is told how many messages did not fit', async () => {
  const { stderr } = await converse(['x'], { answer: dropping(2) })
  expect(stderr).toContain('The oldest 2 messages did not fit into the context and were left out.')
})

test('so is who asks one question, and nobody else', async () => {
  const io = new FakeIo({ piped: '', answer: dropping(1) })
  await main(['x'], io)
  expect(io.stderr.text).toBe('The oldest message did not fit into the context and was left out.\n')
  const whole = new FakeIo({ piped: '' })
  await main(['x'], whole)
  expect(whole.stderr.text).toBe('')
})
