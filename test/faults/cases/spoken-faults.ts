import { expect } from 'vitest'
import { type Fault, key, streamed } from '../fault.ts'
import { bytes, type WildAnswer } from '../wild-server.ts'
import { chunked, data, done, event, events, head, json, response } from '../messages.ts'

const classes: readonly (readonly [status: number, name: string])[] = [
  [400, 'InvalidRequestError'],
  [401, 'AuthenticationError'],
  [402, 'InvalidRequestError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [405, 'InvalidRequestError'],
  [408, 'InvalidRequestError'],
  [409, 'ConflictError'],
  [413, 'InvalidRequestError'],
  [418, 'InvalidRequestError'],
  [422, 'InvalidRequestError'],
  [429, 'RateLimitError'],
  [500, 'ServerError'],
  [502, 'ServerError'],
  [503, 'ServerError'],
  [504, 'ServerError'],
  [524, 'ServerError'],
  [529, 'ServerError'],
  [599, 'ServerError'],
]

const dialects: readonly (readonly [name: string, body: unknown, told: Readonly<Record<string, unknown>>])[] = [
  [
    'OpenAI’s words',
    {
      error: {
        message: 'Too hot.',
        type: 'invalid_request_error',
        param: 'temperature',
        code: 'decimal_above_max_value',
      },
    },
    { message: 'Too hot.', type: 'invalid_request_error', param: 'temperature', code: 'decimal_above_max_value' },
  ],
  ['Ollama’s', { error: 'Too hot.' }, { message: 'Too hot.' }],
  ['FastAPI’s', { detail: 'Too hot.' }, { message: 'Too hot.' }],
  [
    'FastAPI’s list',
    { detail: [{ loc: ['body', 'messages', 0, 'role'], msg: 'Field required' }] },
    { message: 'messages[0].role: Field required', param: 'messages[0].role' },
  ],
  ['old vLLM’s', { object: 'error', message: 'Too hot.', type: 'BadRequestError', code: 400 }, { message: 'Too hot.' }],
  ['a bare message', { message: 'Too hot.' }, { message: 'Too hot.' }],
]

type Echo = readonly [where: string, answer: WildAnswer]
const echoes: readonly Echo[] = [
  ['a refusal', json(401, { error: { message: `Wrong key ${key}`, param: key } })],
  ['a page', response(403, `<p>Bearer ${key}`, { 'content-type': 'text/html' })],
  ['a page under 200', response(200, `<p>${key}`, { 'content-type': 'text/html' })],
  ['a header', json(500, { error: 'No.' }, { 'x-request-id': key, 'x-echo': `Bearer ${key}` })],
]
const redirects: readonly Echo[] = [
  ['where it redirects to', response(307, '', { location: `http://other.test/${key}?key=${key}` })],
  ['where it redirects to, below its own origin', response(302, '', { location: `/${key}` })],
]

const echoed = ([where, answer]: Echo): Fault => ({
  when: `the key is echoed in ${where}`,
  answers: [answer],
  gives: { error: {} },
})

const partial = { choices: [{ message: { content: 'Hel' } }] }
const stops = (sent: string, error: Readonly<Record<string, unknown>>): Pick<Fault, 'answers' | 'gives'> => ({
  answers: [events([event('Hel'), sent])],
  gives: { error: { partial, ...error } },
})

/** Servers that say what is wrong, in their words, wherever they say it. */
export const spokenFaults: readonly Fault[] = [
  ...classes.map(([status, name]): Fault => ({
    when: `status ${status} comes`,
    answers: [json(status, { error: { message: 'No.' } }, { 'x-request-id': 'req_1' })],
    gives: { error: { name, status, message: 'No.', requestId: 'req_1' } },
  })),
  ...dialects.map(([dialect, body, told]): Fault => ({
    when: `a refusal speaks ${dialect}`,
    answers: [json(400, body)],
    gives: { error: { name: 'InvalidRequestError', status: 400, body: JSON.stringify(body), ...told } },
  })),
  {
    when: 'a refusal is a page',
    answers: [response(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' })],
    gives: { error: { name: 'ServerError', status: 502, message: expect.stringContaining('Bad gateway') } },
  },
  {
    when: 'a refusal is a plain text',
    answers: [response(503, 'upstream connect error', { 'content-type': 'text/plain' })],
    gives: { error: { name: 'ServerError', message: expect.stringContaining('upstream connect error') } },
  },
  {
    when: 'a refusal has no body',
    answers: [response(500, '')],
    gives: { error: { name: 'ServerError', status: 500, message: expect.stringContaining('500') } },
  },
  {
    when: 'a refusal’s body breaks off',
    answers: [bytes([head(400, { 'content-length': 999 }), '{"error":{"mess'])],
    gives: { error: { name: 'ConnectionError' } },
  },
  {
    when: 'a wait is told',
    answers: [json(429, { error: { message: 'Slow down.' } }, { 'retry-after': 7 })],
    gives: { error: { name: 'RateLimitError', retryAfter: 7 } },
  },
  {
    when: 'a server has said something else before (103)',
    answers: [
      bytes(
        [
          head(103, { link: '</x>' }),
          head(400, { 'content-type': 'application/json', 'content-length': 15 }),
          '{"error":"No."}',
        ],
        'stay',
      ),
    ],
    gives: { error: { status: 400, message: 'No.' } },
  },
  streamed({
    when: 'an error stands in the stream',
    ...stops(data({ error: { message: 'Gone.' } }), { name: 'ServerError', message: 'Gone.' }),
  }),
  streamed({
    when: 'an error is named by its event',
    ...stops('event: error\ndata: {"message":"Gone."}\n\n', { message: 'Gone.' }),
  }),
  streamed({ when: 'an error in the stream is a text', ...stops(data({ error: 'Gone.' }), { message: 'Gone.' }) }),
  streamed({
    when: 'an error in the stream names its status',
    ...stops(data({ error: { message: 'Slow down.', code: 429 } }), {
      name: 'RateLimitError',
      status: 429,
      message: 'Slow down.',
    }),
  }),
  streamed({
    when: 'an error in the stream stands at the top level',
    ...stops(data({ object: 'error', message: 'Gone.', code: 500 }), { name: 'ServerError', message: 'Gone.' }),
  }),
  streamed({
    when: '[DONE] comes behind an error',
    ...stops(data({ error: { message: 'Gone.' } }) + done, { message: 'Gone.' }),
  }),
  streamed({
    when: 'an error is the first event',
    answers: [events([data({ error: { message: 'Loading.', type: 'invalid_request_error' } }) + done])],
    gives: { error: { name: 'InvalidRequestError', message: 'Loading.' } },
  }),
  streamed({
    when: 'an error stands beside an answer that goes on',
    answers: [events([event('Hel'), data({ error: { message: 'Gone.' } }), event('lo', 'stop') + done])],
    gives: { error: { message: 'Gone.', partial } },
  }),
  ...echoes.map(echoed),
  ...redirects.map((redirect): Fault => ({ ...echoed(redirect), redirects: true })),
  streamed({
    when: 'the key is echoed in the stream',
    answers: [events([data({ error: { message: `Wrong key ${key}` } })])],
    gives: { error: { message: expect.stringContaining('Wrong key') } },
  }),
  streamed({
    when: 'the key is echoed in what is no JSON',
    answers: [
      bytes([
        head(200, { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked' }),
        chunked(`data: ${key}\n\n`),
      ]),
    ],
    gives: { error: { code: 'invalid_response' } },
  }),
]
