import { expectTypeOf, test } from 'vitest'
import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionRequest,
  ChatCompletionRequestAssistantMessage,
  ChatCompletionRequestMessage,
  ChatCompletionResponseMessage,
  ChatCompletionStoredMessage,
  CreateChatCompletionRequest,
  CreateChatCompletionResponse,
  CreateChatCompletionStreamResponse,
} from './index.ts'

test('the short names are the published ones', () => {
  expectTypeOf<ChatCompletionRequest>().toEqualTypeOf<CreateChatCompletionRequest>()
  expectTypeOf<ChatCompletion>().toEqualTypeOf<CreateChatCompletionResponse>()
  expectTypeOf<ChatCompletionChunk>().toEqualTypeOf<CreateChatCompletionStreamResponse>()
})

test('a message of a reply can be sent back as it is', () => {
  expectTypeOf<ChatCompletionResponseMessage>().toExtend<ChatCompletionRequestAssistantMessage>()
  expectTypeOf<ChatCompletionStoredMessage>().toExtend<ChatCompletionRequestAssistantMessage>()
})

test('a constant request is accepted as one', () => {
  const request = {
    model: 'any-model',
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    stop: ['a', 'b'],
    modalities: ['text'],
  } as const
  expectTypeOf(request).toExtend<ChatCompletionRequest>()
})

test('a mistyped field is refused', () => {
  const request: ChatCompletionRequest = {
    model: 'm',
    messages: [],
    // @ts-expect-error it is temperature
    temprature: 1,
  }
  expectTypeOf(request).toExtend<ChatCompletionRequest>()
})

test('messages are told apart by role', () => {
  const content = (message: ChatCompletionRequestMessage) => (message.role === 'tool' ? message.tool_call_id : '')
  expectTypeOf(content).returns.toEqualTypeOf<string>()
})
