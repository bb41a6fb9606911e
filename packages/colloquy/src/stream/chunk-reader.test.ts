import { describe, expect, test } from 'vitest'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkReader } from './index.ts'

const text = (content: string, finish: string | null = null) =>
  JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })

function read(...data: (string | { event: string; data: string })[]): (ChatCompletionChunk | undefined)[] {
  const reader = new ChunkReader({ secrets: ['sk-very-secret'], requestId: 'req_1' })
  const chunks = data.map((item) => reader.read(typeof item === 'string' ? { event: 'message', data: item } : item))
  reader.end()
  return chunks
}

test('gives the server’s chunks as they are', () => {
  const data = text('a', 'stop')
  expect(read(data)).toEqual([JSON.parse(data)])
})

test.each(['[DONE]', '[DONE] ', '[DONE]\n'])('ends at %j and ignores what follows', (done) => {
  expect(read(text('a', 'stop'), done, text('b'), 'no json')).toEqual([
    expect.anything(),
    undefined,
    undefined,
    undefined,
  ])
})

test('a stream whose choices finished is whole without [DONE]', () => {
  expect(() => read(text('a', 'stop'))).not.toThrow()
})

describe('a stream cut short is an error', () => {
  test.each([
    ['nothing came', []],
    ['only [DONE] came', ['[DONE]']],
    ['the reason to finish is missing', [text('a')]],
    ['the reason to finish is missing although [DONE] came', [text('a'), '[DONE]']],
    ['one of two choices did not finish', [text('a', 'stop'), text('b').replace('"index":0', '"index":1'), '[DONE]']],
  ])('%s', (_, data) => {
    expect(() => read(...data)).toThrow(
      expect.objectContaining({ name: 'StreamTruncatedError', code: 'stream_truncated', requestId: 'req_1' }),
    )
  })
})

test('an empty delta after the end does not open the choice again', () => {
  expect(() => read(text('a', 'stop'), text(''), '[DONE]')).not.toThrow()
})

describe('an error frame is thrown in the server’s words', () => {
  test.each([
    ['OpenAI’s shape', '{"error":{"message":"too busy","type":"server_error","code":"overloaded"}}', 'ServerError'],
    ['Ollama’s shape', '{"error":"too busy"}', 'ServerError'],
    ['a status as code', '{"error":{"message":"too busy","code":429}}', 'RateLimitError'],
    ['a spent quota', '{"error":{"message":"too busy","code":"insufficient_quota"}}', 'RateLimitError'],
    ['a refused request', '{"error":{"message":"too busy","type":"invalid_request_error"}}', 'InvalidRequestError'],
    ['old vLLM’s shape', '{"object":"error","message":"too busy","code":400}', 'InvalidRequestError'],
    ['beside choices', '{"id":"c","choices":[],"error":{"message":"too busy","code":502}}', 'ServerError'],
  ])('%s', (_, data, name) => {
    expect(() => read(data)).toThrow(expect.objectContaining({ name, message: 'too busy', requestId: 'req_1' }))
  })

  test.each([
    ['as JSON', '{"error":{"message":"too busy"}}'],
    ['as a bare message', '{"message":"too busy"}'],
    ['as text', 'too busy'],
  ])('under the event name `error`, %s', (_, data) => {
    expect(() => read({ event: 'error', data })).toThrow(expect.objectContaining({ message: 'too busy' }))
  })

  test('without a key the server echoes', () => {
    expect(() => read('{"error":"key sk-very-secret is wrong"}')).toThrow('key [redacted] is wrong')
  })
})

test.each(['{"cho', 'null', '7', '"text"', '[]', '{}', '<html>'])(
  'data that is no chunk is a typed error: %s',
  (data) => {
    expect(() => read(data)).toThrow(expect.objectContaining({ name: 'InvalidResponseError', body: data }))
  },
)

test('vendors’ named events and empty data are skipped', () => {
  expect(read({ event: 'ping', data: '{}' }, '', text('a', 'stop'))).toHaveLength(3)
})

test('adds only what the type promises and some servers leave out', () => {
  const [first, second] = read(
    '{"id":"c","choices":[{"finish_reason":"stop"}],"x":1}',
    '{"id":"c","usage":{"total_tokens":3}}',
  )
  expect(first).toEqual({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], x: 1 })
  expect(second).toEqual({ id: 'c', choices: [], usage: { total_tokens: 3 } })
})
