import { expect } from 'vitest'
import { type Fault, streamed } from '../fault.ts'
import { chunked, data, done, event, events, head, lastChunk } from '../messages.ts'
import { bytes } from '../wild-server.ts'

const truncated = { name: 'StreamTruncatedError', code: 'stream_truncated' }
// An abort is what a caller does; Node calls a connection that the server closed by that word.
const message: unknown = expect.not.stringContaining('abort')
const broken = { name: 'ConnectionError', code: 'connection_failed', message }
const partial = { choices: [{ message: { content: 'Hel' } }] }
const call = (piece: string): string =>
  data({
    choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: '1', function: { name: 'f', arguments: piece } }] } }],
  })

/** Answers that stop before they end. */
export const truncationFaults: readonly Fault[] = [
  streamed({
    when: 'a stream ends in the middle of the answer, as if that were all',
    answers: [events([event('Hel')])],
    gives: { error: { ...truncated, partial } },
  }),
  streamed({
    when: 'a stream without a length ends with its connection',
    answers: [bytes([head(200, { 'content-type': 'text/event-stream' }), event('Hel')])],
    gives: { error: { ...truncated, partial } },
  }),
  streamed({
    when: 'the connection ends in the middle of a chunked body',
    answers: [events([event('Hel')], { ending: 'end' })],
    gives: { error: { ...broken, partial } },
  }),
  streamed({
    when: 'the connection is reset in the middle of a stream',
    answers: [events([event('Hel')], { ending: 'reset' })],
    gives: { error: { ...broken, partial } },
  }),
  streamed({
    when: 'the connection ends in the middle of an event',
    answers: [events([event('Hel'), event('lo', 'stop').slice(0, 20)])],
    gives: { error: { ...truncated, partial } },
  }),
  streamed({
    when: '[DONE] comes in the middle of the answer',
    answers: [events([event('Hel') + done])],
    gives: { error: { ...truncated, partial } },
  }),
  streamed({
    when: 'one of two choices never ends',
    answers: [events([event('Hel'), event('x', 'stop', 1) + done])],
    gives: { error: { ...truncated, partial: { choices: [{ finish_reason: null }, { finish_reason: 'stop' }] } } },
  }),
  streamed({
    when: 'a tool’s arguments stop in their middle, though they happen to be JSON',
    answers: [events([call('{"a":1}')])],
    gives: { error: { ...truncated, partial: { choices: [{ message: { tool_calls: [{ id: '1' }] } }] } } },
  }),
  streamed({ when: 'a stream is empty', answers: [events([])], gives: { error: truncated } }),
  streamed({
    when: 'a stream has comments only',
    answers: [events([': a\n\n', ': b\n\n'])],
    gives: { error: truncated },
  }),
  streamed({ when: 'a stream is [DONE] alone', answers: [events([done])], gives: { error: truncated } }),
  streamed({
    when: 'a stream names a role and ends',
    answers: [events([data({ choices: [{ index: 0, delta: { role: 'assistant' } }] })])],
    gives: { error: truncated },
  }),
  streamed({
    when: 'a stream that is whole has no [DONE]',
    answers: [events([event('Hello', 'stop')])],
    gives: { text: 'Hello' },
  }),
  streamed({
    when: 'a stream that is whole loses its connection behind [DONE]',
    answers: [events([event('Hello', 'stop') + done], { ending: 'reset' })],
    gives: { text: 'Hello' },
  }),
  {
    when: 'a body is shorter than its length says',
    answers: [bytes([head(200, { 'content-type': 'application/json', 'content-length': 999 }), '{"choices":['])],
    gives: { error: broken },
  },
  {
    when: 'a chunked body ends without its last chunk',
    answers: [bytes([head(200, { 'transfer-encoding': 'chunked' }), chunked('{"choices":[')])],
    gives: { error: broken },
  },
  {
    when: 'a body without a length is cut in its middle',
    answers: [bytes([head(200, { 'content-type': 'application/json' }), '{"choices":[{"message":'])],
    gives: { error: { code: 'invalid_response' } },
  },
  {
    when: 'the JSON of a body that is whole is not',
    answers: [bytes([head(200, { 'transfer-encoding': 'chunked' }), chunked('{"choices":['), lastChunk], 'stay')],
    gives: { error: { code: 'invalid_response' } },
  },
]
