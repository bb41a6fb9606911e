import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { type Fault, streamed } from '../fault.ts'
import { chunked, completion, data, done, event, events, head, json, lastChunk, response } from '../messages.ts'
import { bytes } from '../wild-server.ts'

const hello = { text: 'Hello' } as const
const first = '{"id":"c","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}'
const last = '{"id":"c","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}'
const both = event('Hel') + event('lo', 'stop')
const delta = (fields: object, finish: string | null = null): object => ({ delta: fields, finish_reason: finish })

/** Each byte in a write of its own. */
const crumbs = (text: string): Buffer[] => [...Buffer.from(text)].map((byte) => chunked(Buffer.from([byte])))

const texts: readonly (readonly [when: string, text: string])[] = [
  ['lines end with CR LF', `data: ${first}\r\n\r\ndata: ${last}\r\n\r\ndata: [DONE]\r\n\r\n`],
  ['lines end with CR', `data: ${first}\r\rdata: ${last}\r\rdata: [DONE]\r\r`],
  ['lines end as each likes', `data: ${first}\r\n\ndata: ${last}\r\r\ndata: [DONE]\n\r`],
  ['a byte order mark stands first', `\uFEFF${both}${done}`],
  ['comments stand between events', `: ping\n\n${event('Hel')}:\n\n: ping\n${event('lo', 'stop')}${done}`],
  ['no space stands behind the colon', `data:${first}\n\ndata:${last}\n\ndata:[DONE]\n\n`],
  ['[DONE] has spaces behind it', `${both}data: [DONE] \n\n`],
  ['an event is spread over lines', `data: ${first.replace(',', ',\ndata: ')}\n\ndata: ${last}\n\n${done}`],
  [
    'events have names, ids and waits',
    `event: chunk\nid: 1\nretry: 5\n${event('Hel')}id\n${event('lo', 'stop')}${done}`,
  ],
  ['lines are of no known field', `x: y\nwhat\n${event('Hel')}data\n\n${event('lo', 'stop')}${done}`],
  ['the last event has no empty line', `${both}data: [DONE]`],
  ['the answer’s last event has no empty line', `data: ${first}\n\ndata: ${last}`],
  ['text comes behind [DONE]', `${both}${done}${event('and more')}`],
  ['the usage stands alone, without choices', `${both}${data({ usage: { total_tokens: 1 } })}${done}`],
  ['a chunk has no choices', `${data({ choices: [] })}${both}${done}`],
  ['choices are null', `${data({ id: 'c', choices: null, usage: null })}${both}${done}`],
  [
    'choices have neither index nor id',
    `${data({ choices: [delta({ content: 'Hel' })] })}${data({ choices: [delta({ content: 'lo' }, 'stop')] })}${done}`,
  ],
  [
    'a delta is null',
    `${event('Hello')}${data({ choices: [{ index: 0, delta: null, finish_reason: 'stop' }] })}${done}`,
  ],
  ['a delta is missing', `${event('Hello')}${data({ choices: [{ index: 0, finish_reason: 'stop' }] })}${done}`],
  [
    'fields are null, unknown or fractions',
    `${data({ id: null, created: 1.5, x: 1, audio: null, choices: [{ index: 0, ...delta({ content: 'Hello', refusal: null, tool_calls: null, y: {} }, 'stop') }] })}${done}`,
  ],
  ['content comes beside an index of another', `${event('x', 'stop', 1)}${both}${done}`],
  [
    'an event tries to change the prototype of objects',
    `data: {"choices":[{"index":0,"delta":{"content":"Hello","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"finish_reason":"stop"}],"__proto__":{"polluted":1}}\n\n${done}`,
  ],
]

/** Streams in unusual form that say what they mean, and bodies in unusual wrapping. */
export const streamFaults: readonly Fault[] = [
  ...texts.flatMap(([when, text]) => [
    streamed({ when, answers: [events([text])], gives: hello }),
    streamed({
      when: `${when}, and each byte comes by itself`,
      answers: [
        bytes(
          [
            head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' }),
            ...crumbs(text),
            lastChunk,
          ],
          'stay',
        ),
      ],
      gives: hello,
    }),
  ]),
  streamed({
    when: 'characters come in halves',
    answers: [
      bytes(
        [
          head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' }),
          ...crumbs(event('Größe, 日本語, 🙂', 'stop') + done),
          lastChunk,
        ],
        'stay',
      ),
    ],
    gives: { text: 'Größe, 日本語, 🙂' },
  }),
  streamed({
    when: 'bytes are no UTF-8',
    answers: [
      events([
        Buffer.concat([
          Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"a'),
          Buffer.from([0xff]),
          Buffer.from(`b"},"finish_reason":"stop"}]}\n\n${done}`),
        ]),
      ]),
    ],
    gives: { text: 'a\uFFFDb' },
  }),
  ...(
    [
      ['gzip', gzipSync],
      ['x-gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const
  ).map(([encoding, encode]): Fault => ({
    when: `a body comes in ${encoding}`,
    answers: [response(200, encode(JSON.stringify(completion('Hello'))), { 'content-encoding': encoding })],
    gives: hello,
  })),
  {
    when: 'a body in gzip breaks off',
    answers: [
      response(200, gzipSync(JSON.stringify(completion('Hello'))).subarray(0, 30), { 'content-encoding': 'gzip' }),
    ],
    // The standard fetch gives what it has unpacked for the whole; that is no JSON then.
    gives: { error: { code: expect.stringMatching(/^(connection_failed|invalid_response)$/) } },
  },
  {
    when: 'a body that says gzip is none',
    answers: [response(200, 'no gzip', { 'content-encoding': 'gzip' })],
    gives: { error: { name: 'ConnectionError' } },
  },
  {
    when: 'a refusal comes in gzip',
    answers: [response(400, gzipSync('{"error":"No."}'), { 'content-encoding': 'gzip' })],
    gives: { error: { message: 'No.' } },
  },
  {
    when: 'a body comes in an encoding that nobody asked for',
    answers: [json(200, completion('Hello'), { 'content-encoding': 'martian' })],
    gives: hello,
  },
  {
    when: 'chunks have extensions, and a trailer follows',
    answers: [
      bytes(
        [
          head(200, { 'transfer-encoding': 'chunked' }),
          `${JSON.stringify(completion('Hello')).length.toString(16)};x=y\r\n${JSON.stringify(completion('Hello'))}\r\n0\r\nx-trailer: 1\r\n\r\n`,
        ],
        'stay',
      ),
    ],
    gives: hello,
  },
]
