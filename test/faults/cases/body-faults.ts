import { expect } from 'vitest'
import { type Fault, streamed } from '../fault.ts'
import { completion, data, done, event, events, json, response } from '../messages.ts'

const nonsense = { name: 'InvalidResponseError', code: 'invalid_response' }
const html = { 'content-type': 'text/html' }
const says = (words: string): Record<string, unknown> => ({ ...nonsense, message: expect.stringContaining(words) })
const page = '<html><head><style>p{}</style></head><title>Please log in</title></html>'

/** Answers of status 200 that are none, and odd ones that are. */
export const bodyFaults: readonly Fault[] = [
  { when: 'a page of a hotel answers', answers: [response(200, page, html)], gives: { error: says('Please log in') } },
  { when: 'nothing comes under 200', answers: [response(200, '')], gives: { error: says('no body') } },
  { when: 'status 204 comes', answers: [response(204, '')], gives: { error: says('204') } },
  ...(
    [
      ['null', null],
      ['a list', []],
      ['an object without choices', {}],
      ['a text', 'Hello'],
      ['a number', 1],
      ['no choice', { choices: [] }],
      ['choices that are no list', { choices: {} }],
      ['a choice without a message', { choices: [{ index: 0 }] }],
      ['a message that is null', { choices: [{ message: null }] }],
    ] as const
  ).map(([what, body]): Fault => ({
    when: `the body is ${what}`,
    answers: [json(200, body)],
    gives: { error: nonsense },
  })),
  ...['{"choices":[{"mes', '{"choices":[{]}', 'data: {}'].map((body): Fault => ({
    when: `the body is ${body}`,
    answers: [response(200, body, { 'content-type': 'application/json' })],
    gives: { error: says(`: ${body}. Expected a chat completion: check`) },
  })),
  {
    when: 'events come where a whole answer was asked for',
    answers: [events([event('Hello', 'stop') + done])],
    gives: { error: nonsense },
  },
  ...(
    [
      ['OpenAI’s words', { error: { message: 'model is loading' } }],
      ['Ollama’s', { error: 'model is loading' }],
      ['FastAPI’s', { detail: 'model is loading' }],
      ['old vLLM’s', { object: 'error', message: 'model is loading' }],
    ] as const
  ).map(([dialect, body]): Fault => ({
    when: `an error comes under 200 in ${dialect}`,
    answers: [json(200, body)],
    gives: { error: says('model is loading') },
  })),
  {
    when: 'JSON comes without a content type',
    answers: [response(200, JSON.stringify(completion('Hello')))],
    gives: { text: 'Hello' },
  },
  {
    when: 'JSON comes as text/plain',
    answers: [response(200, JSON.stringify(completion('Hello')), { 'content-type': 'text/plain' })],
    gives: { text: 'Hello' },
  },
  {
    when: 'a byte order mark stands before the JSON',
    answers: [response(200, `\uFEFF${JSON.stringify(completion('Hello'))}`)],
    gives: { text: 'Hello' },
  },
  {
    when: 'an answer has a message and nothing else',
    answers: [json(200, { choices: [{ message: { content: 'Hello' } }] })],
    gives: { text: 'Hello' },
  },
  {
    when: 'an answer has nulls, fractions and unknown fields',
    answers: [
      json(200, { ...completion('Hello'), usage: null, created: 1.5, service_tier: null, audio: null, x: { y: 1 } }),
    ],
    gives: { text: 'Hello' },
  },
  {
    when: 'an answer tries to change the prototype of objects',
    answers: [
      response(
        200,
        '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"choices":[{"message":{"content":"Hello"}}]}',
      ),
    ],
    gives: { text: 'Hello' },
  },
  streamed({
    when: 'a page of a hotel answers a stream',
    answers: [response(200, page, html)],
    gives: { error: says('Please log in') },
  }),
  streamed({
    when: 'a whole answer comes where a stream was asked for',
    answers: [json(200, completion('Hello'))],
    gives: { error: says('text/event-stream') },
  }),
  streamed({
    when: 'nothing comes where a stream was asked for',
    answers: [response(200, '', { 'content-type': 'application/json' })],
    gives: { error: nonsense },
  }),
  streamed({
    when: 'status 204 answers a stream',
    answers: [response(204, '')],
    gives: { error: { code: expect.stringMatching(/^(invalid_response|stream_truncated)$/) } },
  }),
  streamed({
    when: 'an error comes under 200 where a stream was asked for',
    answers: [json(200, { error: 'loading' })],
    gives: { error: says('loading') },
  }),
  streamed({
    when: 'a stream comes as text/plain',
    answers: [events([event('Hello', 'stop') + done], { headers: { 'content-type': 'text/plain' } })],
    gives: { text: 'Hello' },
  }),
  streamed({
    when: 'an event is no JSON',
    answers: [events([`${event('Hel')}data: {oops\n\n`])],
    gives: { error: nonsense },
  }),
  streamed({
    when: 'an event is a list',
    answers: [events([`${event('Hel')}data: []\n\n`])],
    gives: { error: nonsense },
  }),
  streamed({
    when: 'an event is null',
    answers: [events([`${event('Hel')}data: null\n\n`])],
    gives: { error: nonsense },
  }),
  streamed({
    when: 'an event has choices that are no list',
    answers: [events([data({ choices: 'x' })])],
    gives: { error: nonsense },
  }),
]
