import type { ChatCompletion, ChatCompletionChunk } from 'colloquy/protocol'
import { accumulate } from 'colloquy/stream'
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

test.each([
  ['a null beside the message', `"finish_reason":"stop","stop_reason":null`, {}],
  ['an empty name', `"finish_reason":"stop"`, { system_fingerprint: '' }],
  ['no id', `"finish_reason":"stop"`, { id: undefined }],
])('so is one with %s', async (_what, ending, envelope) => {
  const came = JSON.stringify(completionOf({}, envelope)).replace('"finish_reason":"stop"', ending)
  const id = 'id' in envelope ? '' : 'chatcmpl-1'
  expect(await joinedCompletion(chunks(wholeChunk(JSON.parse(came))))).toStrictEqual(completionOf({}, { id }))
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

test('what a backend in between changed in the chunk itself counts too', async () => {
  const change = [
    (chunk: ChatCompletionChunk) => (chunk.model = 'alias'),
    ({ choices }: ChatCompletionChunk) => Object.assign(choices[0]?.delta ?? {}, { content: '***' }),
    ({ choices }: ChatCompletionChunk) => Object.assign(choices[0] ?? {}, { finish_reason: 'length' }),
    ({ choices }: ChatCompletionChunk) => choices.push({ index: 1, delta: { content: 'B' }, finish_reason: 'stop' }),
    (chunk: ChatCompletionChunk) => Object.assign(chunk, { vendor: 1 }),
  ]
  const changed = change.map((apply) => {
    const chunk = wholeChunk(completionOf({}))
    apply(chunk)
    return chunk
  })
  const joined = await Promise.all(changed.map((chunk) => joinedCompletion(chunks(chunk))))
  expect(joined).toEqual(changed.map((chunk) => accumulate([chunk])))
})

test('what comes after it is joined to it', async () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
  const chunk = wholeChunk(completionOf({}))
  const joined = await joinedCompletion(chunks(chunk, { ...chunk, choices: [], usage }))
  expect(joined).toEqual(completionOf({}, { usage }))
})

test('without a reason why it ended it is not whole', async () => {
  const came = JSON.stringify(completionOf({})).replace('"stop"', 'null')
  await expect(joinedCompletion(chunks(wholeChunk(JSON.parse(came))))).rejects.toMatchObject({
    code: 'stream_truncated',
  })
})

test('a backend is told to stop where a chunk of it cannot be joined', async () => {
  let isStopped = false
  const broken: ChatCompletionChunk = Object.defineProperty(wholeChunk(completionOf({})), 'choices', {
    get: () => expect.fail('no choices'),
  })
  const given = async function* (): AsyncGenerator<ChatCompletionChunk> {
    try {
      yield wholeChunk(completionOf({}))
      yield broken
    } finally {
      isStopped = true
    }
  }
  await expect(joinedCompletion(given())).rejects.toThrow('no choices')
  expect(isStopped).toBe(true)
})

function completionOf(message: object, envelope: object = {}): ChatCompletion {
  const said = { role: 'assistant' as const, content: 'Hello.', refusal: null, ...message }
  const choices = [{ index: 0, message: said, logprobs: null, finish_reason: 'stop' as const }]
  return { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'm', choices, ...envelope }
}

async function* chunks(...given: ChatCompletionChunk[]): AsyncGenerator<ChatCompletionChunk> {
  yield* given
}
