import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ChatCompletionChunk, ChatCompletionStreamResponseDelta } from '../protocol/index.ts'
import { ChatCompletionAccumulator } from '../stream/accumulate.ts'
import { ChunkTold, type AskedForms } from './chunk-told.ts'

function toldOf(asked: AskedForms, ...deltas: ChatCompletionStreamResponseDelta[]): unknown[] {
  const accumulator = new ChatCompletionAccumulator()
  const told = new ChunkTold(asked)
  return deltas.flatMap((delta, at) => {
    const finish_reason = at === deltas.length - 1 ? 'stop' : null
    const chunk: ChatCompletionChunk = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'm',
      choices: [{ index: 0, delta, finish_reason }],
    }
    accumulator.push(chunk)
    return structuredClone([...told.push(chunk, accumulator.snapshot)])
  })
}

const Place = z.object({ city: z.string().toUpperCase() })

test('shows JSON as it grows, and validated once it is whole', () => {
  expect(toldOf({ response_format: Place }, { content: '{"city":"Wi' }, { content: 'en"}' }, {})).toEqual([
    ['content', '{"city":"Wi', '{"city":"Wi'],
    ['content.delta', { delta: '{"city":"Wi', snapshot: '{"city":"Wi', parsed: { city: 'Wi' } }],
    ['content', 'en"}', '{"city":"Wien"}'],
    ['content.delta', { delta: 'en"}', snapshot: '{"city":"Wien"}', parsed: { city: 'Wien' } }],
    ['content.done', { content: '{"city":"Wien"}', parsed: { city: 'WIEN' } }],
  ])
})

test('parses nothing that no schema was given for', () => {
  expect(toldOf({}, { content: '{}' }, {})).toEqual([
    ['content', '{}', '{}'],
    ['content.delta', { delta: '{}', snapshot: '{}', parsed: undefined }],
    ['content.done', { content: '{}', parsed: null }],
  ])
})

test('tells of a text and of a call as soon as the model goes on to the next call', () => {
  const tools = [{ type: 'function', function: { name: 'find', strict: true } }]
  const call = (index: number, text: string): ChatCompletionStreamResponseDelta => ({
    tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name: 'find', arguments: text } }],
  })
  const names = toldOf({ tools }, { content: 'Well. ' }, call(0, '{"a":1}'), call(1, '{"a":2}'), {})
  const delta = (index: number) => ({
    name: 'find',
    index,
    arguments: `{"a":${index + 1}}`,
    parsed_arguments: { a: index + 1 },
  })
  expect(names.slice(2)).toEqual([
    ['content.done', { content: 'Well. ', parsed: null }],
    ['tool_calls.function.arguments.delta', { ...delta(0), arguments_delta: '{"a":1}' }],
    ['tool_calls.function.arguments.done', delta(0)],
    ['tool_calls.function.arguments.delta', { ...delta(1), arguments_delta: '{"a":2}' }],
    ['tool_calls.function.arguments.done', delta(1)],
  ])
})

test('takes a call without an index for the last one', () => {
  const first = { id: 'a', type: 'function' as const, function: { name: 'find', arguments: '{' } }
  const told = toldOf(
    {},
    { tool_calls: [{ index: 7, ...first }] },
    { tool_calls: [{ index: 7, function: { arguments: '}' } }] },
    {},
  )
  expect(told).toMatchObject([
    ['tool_calls.function.arguments.delta', { index: 0, arguments: '{' }],
    ['tool_calls.function.arguments.delta', { index: 0, arguments: '{}' }],
    ['tool_calls.function.arguments.done', { index: 0, arguments: '{}', parsed_arguments: null }],
  ])
})
