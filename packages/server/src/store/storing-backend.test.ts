import type { ChatBackend } from 'colloquy'
import type { ChatCompletionChunk } from 'colloquy/protocol'
import { expect, test } from 'vitest'
import { openStore } from './open-store.ts'
import { storingBackend } from './storing-backend.ts'

const piece = (content: string, end?: 'stop'): ChatCompletionChunk => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content }, finish_reason: end ?? null }],
})

/** As servers write it that leave `finish_reason` out until the end. */
function withoutReason(chunk: ChatCompletionChunk): ChatCompletionChunk {
  return JSON.parse(JSON.stringify(chunk).replace(',"finish_reason":null', ''))
}

test('an answer that is stored streams, also where chunks leave the reason to finish out until the end', async () => {
  await using store = await openStore('memory')
  const chunks = [withoutReason(piece('Hel')), withoutReason(piece('lo')), piece('', 'stop')]
  let given = 0
  const backend: ChatBackend = {
    models: async () => [],
    async *complete() {
      for (const chunk of chunks) {
        given++
        yield chunk
      }
    },
  }
  const storing = storingBackend(backend, store.completions, { owner: 'ann', requestId: 'r' })
  const seen: number[] = []
  const request = { model: 'm', messages: [{ role: 'user' as const, content: 'Hi' }], store: true }
  for await (const chunk of storing.complete(request, { signal: new AbortController().signal })) {
    expect(chunk.id).toMatch(/^chatcmpl-/)
    seen.push(given)
  }
  expect(seen).toEqual([1, 2, 3])
})
