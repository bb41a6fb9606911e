import { describe, expect, test } from 'vitest'
import { Colloquy, collect, RateLimitError, type ChatCompletion, type ChatCompletionRequest } from '../index.ts'
import { accumulate } from '../stream/index.ts'
import { chunksOf, scriptedBackend, type ScriptedAnswer } from './index.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] } satisfies ChatCompletionRequest
const context = { signal: new AbortController().signal }
const whole: ChatCompletion = {
  id: 'c',
  object: 'chat.completion',
  created: 7,
  model: 'other',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: ' Two  words\n',
        refusal: null,
        reasoning_content: 'hm',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x": [1, 2]}' } },
          { id: 'b', type: 'custom', custom: { name: 'sql', input: 'SELECT 1' } },
        ],
      },
      finish_reason: 'tool_calls',
      logprobs: { content: [{ token: 'x', logprob: -1, bytes: null, top_logprobs: [] }], refusal: null },
    },
  ],
}

const contentOf = async (answer: ScriptedAnswer | readonly ScriptedAnswer[], asked: ChatCompletionRequest = request) =>
  (await collect(scriptedBackend(answer).complete(asked, context))).choices.map(({ message }) => message.content)

describe('answers with', () => {
  test.each<[string, ScriptedAnswer, string]>([
    ['a text', 'Hello there', 'Hello there'],
    ['a completion', whole, ' Two  words\n'],
    ['chunks', [...chunksOf(whole)], ' Two  words\n'],
    ['a function of the request', ({ model }) => `I am ${model}`, 'I am m'],
    ['a function that takes its time', async () => 'later', 'later'],
  ])('%s', async (_, answer, content) => {
    expect(await contentOf(answer)).toEqual([content])
  })

  test('the answer n times', async () => {
    expect(await contentOf('a', { ...request, n: 2 })).toEqual(['a', 'a'])
  })

  test('an error before the first chunk or in the middle', async () => {
    const error = new RateLimitError('Slow down.')
    await expect(contentOf(error)).rejects.toBe(error)
    const [first] = chunksOf(whole)
    const client = new Colloquy({ backend: scriptedBackend([...(first ? [first] : []), error]) })
    const stream = await client.chat.createChatCompletion({ ...request, stream: true })
    expect((await stream.next()).value).toEqual(first)
    await expect(stream.next()).rejects.toBe(error)
  })
})

test('goes through its list, and repeats the last answer', async () => {
  const client = new Colloquy({ backend: scriptedBackend(['one', 'two']) })
  const answers: (string | null | undefined)[] = []
  for (let count = 0; count < 3; count++)
    answers.push((await client.chat.createChatCompletion(request)).choices[0]?.message.content)
  expect(answers).toEqual(['one', 'two', 'two'])
})

test('remembers each request as it was', async () => {
  const backend = scriptedBackend('a')
  const messages = [...request.messages]
  await collect(backend.complete({ ...request, messages }, context))
  messages.push({ role: 'user', content: 'later' })
  expect(backend.requests).toEqual([request])
})

test('what it cuts comes back whole', () => {
  expect(accumulate(chunksOf(whole))).toEqual(whole)
})

test('counts tokens where the request includes usage', async () => {
  const stream_options = { include_usage: true }
  const { usage } = await collect(scriptedBackend('two words').complete({ ...request, stream_options }, context))
  expect(usage).toEqual({ prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 })
})

test.each<[string, ScriptedAnswer]>([
  ['between chunks', 'two words'],
  ['while a function is waited for', () => new Promise(() => {})],
])('an abort %s is thrown', async (_, answer) => {
  const controller = new AbortController()
  const chunks = scriptedBackend(answer).complete(request, { signal: controller.signal })
  setImmediate(() => controller.abort('enough'))
  const reading = (async () => {
    for await (const chunk of chunks) if (chunk) await new Promise<void>((resolve) => setImmediate(resolve))
  })()
  await expect(reading).rejects.toMatchObject({ name: 'AbortError', cause: 'enough' })
})

test('lists its models', async () => {
  expect(await new Colloquy({ backend: scriptedBackend('a') }).models.list()).toMatchObject([{ id: 'scripted' }])
})
