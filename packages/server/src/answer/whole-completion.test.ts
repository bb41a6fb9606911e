import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'
import { expect, test } from 'vitest'
import { joinedCompletion, wholeChunk } from './whole-completion.ts'

test('a completion that came whole and lacks nothing is given as it came', async () => {
  const completion = completionOf({}, { vendor: { x: [1, 2] } })
  expect(await joinedCompletion(chunks(wholeChunk(completion)))).toBe(completion)
})

test('one that lacks what OpenAI’s have, or has null where theirs have nothing, is given as OpenAI would', async () => {
  const came = `{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","usage":null,"kv_transfer_params":null,
    "choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}`
  expect(await joinedCompletion(chunks(wholeChunk(JSON.parse(came))))).toEqual(completionOf({}))
})

test('tool calls are numbered in the chunk, and joined again as they came', async () => {
  const calls = ['a', 'b'].map((id) => ({ id, type: 'function' as const, function: { name: 'f', arguments: '{}' } }))
  const completion = completionOf({ content: null, tool_calls: calls })
  const chunk = wholeChunk(completion)
  expect(chunk.choices[0]?.delta.tool_calls?.map(({ index, id }) => [index, id])).toEqual([
    [0, 'a'],
    [1, 'b'],
  ])
  expect(await joinedCompletion(chunks(chunk))).toEqual(completion)
})

test('what was changed on its way counts, not what came', async () => {
  const chunk = { ...wholeChunk(completionOf({})), id: 'another' }
  expect(await joinedCompletion(chunks(chunk))).toEqual({ ...completionOf({}), id: 'another' })
})

test('without a reason why it ended it is not whole', async () => {
  const came = JSON.stringify(completionOf({})).replace('"stop"', 'null')
  await expect(joinedCompletion(chunks(wholeChunk(JSON.parse(came))))).rejects.toMatchObject({
    code: 'stream_truncated',
  })
})

function completionOf(message: object, envelope: object = {}): ChatCompletion {
  const said = { role: 'assistant' as const, content: 'Hello.', refusal: null, ...message }
  const choices = [{ index: 0, message: said, logprobs: null, finish_reason: 'stop' as const }]
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm', choices, ...envelope }
}

async function* chunks(...given: ChatCompletionChunk[]): AsyncGenerator<ChatCompletionChunk> {
  yield* given
}
