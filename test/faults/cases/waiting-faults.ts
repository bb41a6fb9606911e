import type { ColloquyOptions, TimeoutOptions } from 'colloquy'
import { type Fault, streamed } from '../fault.ts'
import { completion, data, done, event, events, head, json } from '../messages.ts'
import { bytes, type WildAnswer } from '../wild-server.ts'

const silent: WildAnswer = () => {}
/** Milliseconds: long enough for a request to reach the server on a machine that is busy with other tests. */
const soon = 150
const late = (timeout: TimeoutOptions): ColloquyOptions => ({ timeout })
const phase = (name: string): Fault['gives'] => ({ error: { name: 'TimeoutError', code: 'timeout', phase: name } })
const eventStream = { 'content-type': 'text/event-stream' }
const refused = (status: number, headers: Readonly<Record<string, string | number>> = {}): WildAnswer =>
  json(status, { error: { message: 'No.' } }, headers)
const fine = json(200, completion('Hello'))
const fineStream = events([event('Hello', 'stop') + done])

/** Comments that keep a connection alive, and bring nothing on. */
const comments =
  (beginning: string): WildAnswer =>
  (socket) => {
    socket.write(head(200, eventStream) + beginning)
    const timer = setInterval(() => socket.write(': ping\n\n'), 10)
    socket.on('close', () => clearInterval(timer))
  }

const again = { options: { maxRetries: 2 }, requests: 2, gives: { text: 'Hello' } } as const

/** Servers that keep one waiting, and those that are there the next time. */
export const waitingFaults: readonly Fault[] = [
  { when: 'no answer comes', answers: [silent], options: late({ connect: soon }), gives: phase('connect') },
  {
    when: 'no answer comes, in all the time there is',
    answers: [silent],
    options: late({ total: soon }),
    gives: phase('total'),
  },
  {
    when: 'half a head comes',
    answers: [bytes('HTTP/1.1 200 OK\r\ncontent-', 'stay')],
    options: late({ connect: soon }),
    gives: phase('connect'),
  },
  {
    when: 'half a body comes',
    answers: [bytes([head(200), '{"choices":'], 'stay')],
    options: late({ idle: soon }),
    gives: phase('idle'),
  },
  {
    when: 'half a refusal comes',
    answers: [bytes([head(400), '{"error":'], 'stay')],
    options: late({ idle: soon }),
    gives: phase('idle'),
  },
  streamed({
    when: 'no stream comes',
    answers: [silent],
    options: late({ firstToken: soon }),
    gives: phase('firstToken'),
  }),
  streamed({
    when: 'a stream has a head and nothing else',
    answers: [bytes(head(200, eventStream), 'stay')],
    options: late({ firstToken: soon }),
    gives: phase('firstToken'),
  }),
  streamed({
    when: 'comments come in the place of a first token',
    answers: [comments('')],
    options: late({ firstToken: soon }),
    gives: phase('firstToken'),
  }),
  streamed({
    when: 'a role comes in the place of a first token',
    answers: [
      events([data({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] })], {
        ending: 'stay',
        whole: false,
      }),
    ],
    options: late({ firstToken: soon }),
    gives: phase('firstToken'),
  }),
  streamed({
    when: 'a stream stops moving',
    answers: [events([event('Hel')], { whole: false })],
    options: late({ idle: soon }),
    gives: phase('idle'),
  }),
  streamed({
    when: 'comments come in the place of a next token',
    answers: [comments(event('Hel'))],
    options: late({ idle: soon }),
    gives: phase('idle'),
  }),
  streamed({
    when: 'a stream goes on for longer than there is time',
    answers: [comments(event('Hel'))],
    options: late({ total: soon }),
    gives: phase('total'),
  }),
  ...[408, 409, 429, 500, 502, 503, 504, 529].map((status): Fault => ({
    when: `status ${status} comes once`,
    answers: [refused(status), fine],
    ...again,
  })),
  { when: 'the connection is reset once', answers: [bytes([], 'reset'), fine], ...again },
  { when: 'the connection ends once', answers: [bytes([]), fine], ...again },
  { when: 'what comes is no HTTP, once', answers: [bytes('nonsense\r\n\r\n'), fine], ...again },
  {
    when: 'a refusal breaks off once',
    answers: [bytes([head(500, { 'content-length': 99 }), '{'], 'reset'), fine],
    ...again,
  },
  streamed({ when: 'a stream is refused once', answers: [refused(503), fineStream], ...again }),
  streamed({
    when: 'the connection of a stream is reset before its head, once',
    answers: [bytes([], 'reset'), fineStream],
    ...again,
  }),
  { when: 'a wait is told in milliseconds', answers: [refused(429, { 'retry-after-ms': 5 }), fine], ...again },
  {
    when: 'a wait is told as a date that has passed',
    answers: [refused(429, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }), fine],
    ...again,
  },
  {
    when: 'a refusal says that it may be tried again',
    answers: [refused(400, { 'x-should-retry': 'true' }), fine],
    ...again,
  },
  {
    when: 'a refusal says that it must not be tried again',
    answers: [refused(503, { 'x-should-retry': 'false' }), fine],
    options: { maxRetries: 2 },
    gives: { error: { status: 503 } },
  },
  {
    when: 'a wait of over a minute is told',
    answers: [refused(429, { 'retry-after': 61 }), fine],
    options: { maxRetries: 2 },
    gives: { error: { retryAfter: 61 } },
  },
  {
    when: 'a wait is told that is longer than there is time',
    answers: [refused(429, { 'retry-after': 5 }), fine],
    options: { maxRetries: 2, timeout: { total: 2000 } },
    gives: { error: { retryAfter: 5 } },
  },
  {
    when: 'the quota is spent',
    answers: [json(429, { error: { message: 'Pay.', code: 'insufficient_quota' } }), fine],
    options: { maxRetries: 2 },
    gives: { error: { name: 'RateLimitError', code: 'insufficient_quota' } },
  },
  {
    when: 'it fails again and again',
    answers: [refused(503)],
    options: { maxRetries: 2 },
    requests: 3,
    gives: { error: { status: 503 } },
  },
  ...[400, 401, 403, 404, 413, 422].map((status): Fault => ({
    when: `status ${status} comes, which no repetition mends`,
    answers: [refused(status), fine],
    options: { maxRetries: 2 },
    gives: { error: { status } },
  })),
  {
    when: 'an answer that is none comes, which has been paid for',
    answers: [json(200, {}), fine],
    options: { maxRetries: 2 },
    gives: { error: { code: 'invalid_response' } },
  },
  {
    when: 'a body breaks off, which has been paid for',
    answers: [bytes([head(200, { 'content-length': 99 }), '{'], 'reset'), fine],
    options: { maxRetries: 2 },
    gives: { error: { code: 'connection_failed' } },
  },
  streamed({
    when: 'a stream breaks off behind its first byte',
    answers: [events([event('Hel')], { ending: 'reset' }), fineStream],
    options: { maxRetries: 2 },
    gives: { error: { code: 'connection_failed' } },
  }),
]
