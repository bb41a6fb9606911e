import { describe, expect, test } from 'vitest'
import { Colloquy } from '../index.ts'
import { scriptedFetch } from './__fixtures__/scripted-fetch.ts'

const completion = { choices: [{ message: { role: 'assistant', content: 'Größe' } }] }
const bytes = new TextEncoder().encode(JSON.stringify(completion))

/** What a client makes of a body that comes in these pieces, and then ends or stays open. */
async function answerTo(
  pieces: readonly Uint8Array[],
  headers: Record<string, string>,
  end: 'end' | 'stay' = 'end',
): Promise<unknown> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      if (end === 'end') controller.close()
    },
  })
  const fetch = scriptedFetch(() => new Response(body, { headers: { 'content-type': 'application/json', ...headers } }))
  const client = new Colloquy({ baseURL: 'https://api.test/v1', fetch, maxRetries: 0 })
  return client.chat.createChatCompletion({ model: 'm', messages: [] })
}

describe('the body of an answer', () => {
  const halves = [bytes.subarray(0, 40), bytes.subarray(40)]

  test('is whole when as many bytes came as its head tells, though it stays open', async () => {
    expect(await answerTo(halves, { 'content-length': `${bytes.length}` }, 'stay')).toEqual(completion)
  })

  test('is read to its end where the head tells the length it had while it was compressed', async () => {
    const head = { 'content-length': `${halves[0]?.length}`, 'content-encoding': 'gzip' }
    expect(await answerTo(halves, head)).toEqual(completion)
  })

  test('is read to its end where the head tells nothing of its length', async () => {
    expect(await answerTo([new Uint8Array(0), ...halves], {})).toEqual(completion)
  })
})
