import { expectTypeOf, test } from 'vitest'
import { Colloquy, type ChatCompletion, type ChatCompletionRequest, type ChatCompletionStream } from '../index.ts'

const { chat } = new Colloquy({ baseURL: 'https://api.test' })
const base = { model: 'm', messages: [] } satisfies ChatCompletionRequest

test('a request without `stream` gives a completion', () => {
  expectTypeOf(chat.createChatCompletion({ ...base })).resolves.toEqualTypeOf<ChatCompletion>()
  expectTypeOf(chat.createChatCompletion({ model: 'm', messages: [] })).resolves.toEqualTypeOf<ChatCompletion>()
})

test('`stream: true` gives a stream, false and null a completion', () => {
  expectTypeOf(chat.createChatCompletion({ ...base, stream: true })).resolves.toEqualTypeOf<ChatCompletionStream>()
  expectTypeOf(chat.createChatCompletion({ ...base, stream: false })).resolves.toEqualTypeOf<ChatCompletion>()
  expectTypeOf(chat.createChatCompletion({ ...base, stream: null })).resolves.toEqualTypeOf<ChatCompletion>()
})

test('a boolean that is not known gives either', () => {
  const stream: boolean = Date.now() > 0
  const request: ChatCompletionRequest = base
  type Either = ChatCompletion | ChatCompletionStream
  expectTypeOf(chat.createChatCompletion({ ...base, stream })).resolves.toEqualTypeOf<Either>()
  expectTypeOf(chat.createChatCompletion(request)).resolves.toEqualTypeOf<Either>()
})

test('a misspelt field is an error', () => {
  // @ts-expect-error `temprature` is no field
  void chat.createChatCompletion({ model: 'm', messages: [], temprature: 1 })
  // @ts-expect-error `temprature` is no field, streamed neither
  void chat.createChatCompletion({ model: 'm', messages: [], stream: true, temprature: 1 })
})

test('chunks and completions have the types of the wire', async () => {
  const stream = await chat.createChatCompletion({ ...base, stream: true })
  for await (const chunk of stream)
    expectTypeOf(chunk.choices[0]?.delta.content).toEqualTypeOf<string | null | undefined>()
  expectTypeOf(stream.completion()).resolves.toEqualTypeOf<ChatCompletion>()
})

test("in the shapes of openai's client a whole answer has the id of its request, a stream has none", async () => {
  const completion = await chat.completions.create({ ...base })
  expectTypeOf(completion._request_id).toEqualTypeOf<string | null | undefined>()
  expectTypeOf(await chat.completions.delete('chatcmpl-1')).toHaveProperty('_request_id')
  expectTypeOf(await chat.completions.create({ ...base, stream: true })).toEqualTypeOf<ChatCompletionStream>()
  expectTypeOf(completion).toExtend<ChatCompletion>()
})
