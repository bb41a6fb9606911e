import { gzipSync } from 'node:zlib'
import { type Fault, streamed } from '../fault.ts'
import { completion, done, event, events, head, json, response } from '../messages.ts'
import { bytes, endless } from '../wild-server.ts'

const broken = { name: 'ConnectionError', code: 'connection_failed' }
const tooLarge = { name: 'InvalidResponseError', code: 'response_too_large' }
const small = { maxResponseBytes: 1_000_000 }
const whole = JSON.stringify(completion('Hello'))
const eventStream = { 'content-type': 'text/event-stream' }
const blanks = ' '.repeat(65_536)

/** Bytes that are no HTTP, and more of them than anyone asked for. */
export const wireFaults: readonly Fault[] = [
  ...(
    [
      ['what comes is no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['the status is no number', 'HTTP/1.1 yes OK\r\n\r\n'],
      ['a header has no colon', `HTTP/1.1 200 OK\r\ncontent-length ${whole.length}\r\n\r\n${whole}`],
      ['the length is no number', `HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n${whole}`],
      ['the length is negative', `HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n${whole}`],
      ['two lengths disagree', `HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n${whole}`],
      [
        'a length stands beside chunks',
        `HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${whole}`,
      ],
      ['a chunk’s size is no number', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${whole}\r\n`],
      ['a chunk is longer than its size', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n${whole}\r\n`],
      ['a header holds a NUL', `HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: ${whole.length}\r\n\r\n${whole}`],
      ['the head ends with the connection', 'HTTP/1.1 200 OK\r\ncontent-ty'],
      [
        'the protocol is switched unasked',
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
      ],
    ] as const
  ).map(([when, text]): Fault => ({ when, answers: [bytes(text)], gives: { error: broken } })),
  { when: 'the connection ends without a byte', answers: [bytes([])], gives: { error: broken } },
  { when: 'the connection is reset without a byte', answers: [bytes([], 'reset')], gives: { error: broken } },
  {
    when: 'an old server (HTTP/1.0) ends the body with the connection',
    answers: [bytes(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${whole}`)],
    gives: { text: 'Hello' },
  },
  {
    when: 'the head comes a byte at a time',
    answers: [bytes([...head(200, { 'content-length': whole.length }).split(''), whole], 'stay')],
    gives: { text: 'Hello' },
  },
  {
    when: 'a head has more than any server has reason to send',
    answers: [bytes(head(200, { 'x-filler': 'x'.repeat(100_000) }))],
    gives: { error: broken },
  },
  {
    when: 'a head never ends',
    answers: [endless('HTTP/1.1 200 OK\r\n', `x-filler: ${'x'.repeat(9000)}\r\n`)],
    gives: { error: broken },
  },
  { when: 'a body never ends', answers: [endless(head(200), blanks)], options: small, gives: { error: tooLarge } },
  {
    when: 'a body unpacks to more than the limit',
    answers: [response(200, gzipSync(Buffer.alloc(64 << 20, 32)), { 'content-encoding': 'gzip' })],
    options: small,
    gives: { error: tooLarge },
  },
  {
    when: 'a refusal’s body never ends',
    answers: [endless(head(500, { 'content-type': 'text/plain' }), 'No. '.repeat(20_000))],
    gives: { error: { name: 'ServerError', status: 500 } },
  },
  streamed({
    when: 'an event never ends',
    answers: [endless(head(200, eventStream) + event('Hel') + 'data: ', 'x'.repeat(65_536))],
    options: small,
    gives: { error: { ...tooLarge, partial: { choices: [{ message: { content: 'Hel' } }] } } },
  }),
  streamed({
    when: 'a comment never ends',
    answers: [endless(`${head(200, eventStream)}: `, 'x'.repeat(65_536))],
    options: small,
    gives: { error: tooLarge },
  }),
  streamed({
    when: 'an event unpacks to more than the limit',
    answers: [
      response(200, gzipSync(Buffer.concat([Buffer.from('data: '), Buffer.alloc(64 << 20, 32)])), {
        ...eventStream,
        'content-encoding': 'gzip',
      }),
    ],
    options: small,
    gives: { error: tooLarge },
  }),
  streamed({
    when: 'a million comments stand before the answer',
    answers: [events([...Array.from({ length: 16 }, () => ':\n\n'.repeat(65_536)), event('Hello', 'stop') + done])],
    gives: { text: 'Hello' },
  }),
  {
    when: 'redirects lead to another port',
    answers: [bytes(head(307, { location: 'http://127.0.0.1:9/v1/chat/completions', 'content-length': 0 }))],
    redirects: true,
    gives: { error: { code: 'redirect_refused' } },
  },
  ...[301, 302, 303].map((status): Fault => ({
    when: `status ${status} would have the request lose its body`,
    answers: [
      bytes(head(status, { location: '/v2/chat/completions', 'content-length': 0 })),
      json(200, completion('Hello')),
    ],
    redirects: true,
    gives: { error: { code: 'redirect_refused', status } },
  })),
  ...[307, 308].map((status): Fault => ({
    when: `status ${status} leads elsewhere below the same origin`,
    answers: [
      bytes(head(status, { location: '/v2/chat/completions', 'content-length': 0 }), 'stay'),
      json(200, completion('Hello')),
    ],
    requests: 2,
    redirects: true,
    gives: { text: 'Hello' },
  })),
  {
    when: 'redirects go round in a circle',
    answers: [bytes(head(307, { location: '/v1/chat/completions', 'content-length': 0 }), 'stay')],
    requests: 4,
    redirects: true,
    gives: { error: { code: 'redirect_refused' } },
  },
  ...[undefined, '', 'http://[', '//other.test/v1', 'ftp://other.test/', 'javascript:1'].map((location): Fault => ({
    when: `a redirect leads to ${location === undefined ? 'nowhere' : JSON.stringify(location)}`,
    answers: [bytes(head(308, { ...(location !== undefined && { location }), 'content-length': 0 }))],
    redirects: true,
    gives: { error: { code: 'redirect_refused' } },
  })),
  {
    when: 'a redirect’s body never ends',
    answers: [endless(head(307, { location: 'http://other.test/' }), blanks)],
    redirects: true,
    gives: { error: { code: 'redirect_refused' } },
  },
]
