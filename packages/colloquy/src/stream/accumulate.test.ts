import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChatCompletion, ChatCompletionChunk } from '../protocol/index.ts'
import { accumulate, ChatCompletionAccumulator } from './index.ts'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 7, model: 'm' }

/** Chunks as a server would send them: parsed from the wire, whatever their type says. */
function chunks(...choices: (object | object[])[]): ChatCompletionChunk[] {
  return choices.map((choice) => wire({ ...envelope, choices: [choice].flat() }))
}

function wire(chunk: object): ChatCompletionChunk {
  return JSON.parse(JSON.stringify(chunk))
}

/** Chunks of one choice with these deltas, and its end. */
function deltas(...pieces: object[]): ChatCompletionChunk[] {
  const open = pieces.map((delta) => ({ index: 0, delta, finish_reason: null }))
  return chunks(...open, { index: 0, delta: {}, finish_reason: 'stop' })
}

const messageOf = (completion: ChatCompletion) => completion.choices[0]?.message

test('joins text, reason, count and envelope into the completion that was not streamed', () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
  const completion = accumulate([
    wire({ ...envelope, id: '', model: '', choices: [], usage: null, prompt_filter_results: [{ prompt_index: 0 }] }),
    ...deltas({ role: 'assistant', content: '', refusal: null }, { content: 'Hel' }, { content: 'lo' }),
    wire({ ...envelope, choices: [], usage, system_fingerprint: 'fp', service_tier: 'default', obfuscation: 'xyz' }),
  ])
  expect(completion).toEqual({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 7,
    model: 'm',
    prompt_filter_results: [{ prompt_index: 0 }],
    system_fingerprint: 'fp',
    service_tier: 'default',
    usage,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello', refusal: null },
        finish_reason: 'stop',
        logprobs: null,
      },
    ],
  })
})

const piece = (index: number, content: string) => ({ index, delta: { content }, finish_reason: null })
const end = (index: number) => ({ index, delta: {}, finish_reason: 'stop' })

test('keeps interleaved choices apart, in order of their index', () => {
  const completion = accumulate(chunks(piece(2, 'x'), [piece(0, 'a'), piece(2, 'y')], piece(0, 'b'), [end(0), end(2)]))
  expect(completion.choices.map(({ index, message }) => [index, message.content])).toEqual([
    [0, 'ab'],
    [2, 'xy'],
  ])
})

test.each<[string, object[], object]>([
  [
    'a deprecated function call',
    [{ function_call: { name: 'f', arguments: '' } }, { function_call: { arguments: '{}' } }],
    { function_call: { name: 'f', arguments: '{}' } },
  ],
  ['a refusal', [{ refusal: 'I ' }, { refusal: 'won’t' }], { refusal: 'I won’t' }],
  [
    'reasoning of vendors',
    [{ reasoning_content: 'think' }, { reasoning_content: 'ing ' }, { reasoning_content: 'hard', content: null }],
    { reasoning_content: 'thinking hard' },
  ],
  [
    'reasoning blocks by their index',
    [
      { reasoning_details: [{ type: 'reasoning.text', format: 'v1', index: 0, text: 'a' }] },
      { reasoning_details: [{ type: 'reasoning.text', format: 'v1', index: 1, text: 'x' }] },
      { reasoning_details: [{ type: 'reasoning.text', format: 'v1', index: 0, text: 'b', signature: 's' }] },
    ],
    {
      reasoning_details: [
        { type: 'reasoning.text', format: 'v1', index: 0, text: 'ab', signature: 's' },
        { type: 'reasoning.text', format: 'v1', index: 1, text: 'x' },
      ],
    },
  ],
  [
    'speech',
    [
      { audio: { id: 'a', transcript: 'Hel' } },
      { audio: { data: 'AA', transcript: 'lo' } },
      { audio: { data: 'BB', expires_at: 9 } },
    ],
    { audio: { id: 'a', transcript: 'Hello', data: 'AABB', expires_at: 9 } },
  ],
  [
    'citations',
    [{ annotations: [{ type: 'url_citation' }] }, { annotations: [{ type: 'other' }] }],
    { annotations: [{ type: 'url_citation' }, { type: 'other' }] },
  ],
  [
    'fields nobody knows',
    [
      { a: 'x', b: 1, c: { d: 'p' } },
      { a: 'y', b: 2, c: { d: 'q', e: true } },
    ],
    { a: 'xy', b: 2, c: { d: 'pq', e: true } },
  ],
])('joins %s', (_, pieces, fields) => {
  expect(messageOf(accumulate(deltas(...pieces)))).toEqual({
    role: 'assistant',
    content: null,
    refusal: null,
    ...fields,
  })
})

const token = (name: string) => ({ token: name, logprob: -1, bytes: null, top_logprobs: [] })

test('joins log probabilities and replaces what else a choice carries', () => {
  const scored = (name: string, finish: string | null = null) => ({
    index: 0,
    delta: { content: name },
    logprobs: { content: [token(name)], refusal: null },
    content_filter_results: { hate: { severity: 'safe' } },
    finish_reason: finish,
  })
  expect(accumulate(chunks(scored('a'), scored('b', 'length'))).choices[0]).toEqual({
    index: 0,
    message: { role: 'assistant', content: 'ab', refusal: null },
    logprobs: { content: [token('a'), token('b')], refusal: null },
    content_filter_results: { hate: { severity: 'safe' } },
    finish_reason: 'length',
  })
})

test('tolerates chunks without choices, choices without delta, and nulls everywhere', () => {
  const odd = [
    { ...envelope, choices: null },
    { ...envelope, choices: [null] },
    { ...envelope, choices: [{ finish_reason: null }] },
  ]
  const more = [
    { ...envelope, choices: [{ index: 0, delta: null }] },
    { ...envelope, choices: [{ delta: { tool_calls: null, content: 'a' } }] },
  ]
  const completion = accumulate([...odd, ...more].map(wire).concat(deltas({ content: null, tool_calls: [null] })))
  expect(messageOf(completion)).toEqual({ role: 'assistant', content: 'a', refusal: null })
})

test('gathers content that a server sends in parts, and never mistakes them for text', () => {
  const part = (text: string) => ({ type: 'text', text })
  const completion = accumulate(deltas({ content: [part('a')] }, { content: [part('b')] }))
  expect(messageOf(completion)?.content).toEqual([part('a'), part('b')])
})

test('leaves the chunks as they are', () => {
  const given = deltas(
    { reasoning_details: [{ index: 0, text: 'a' }], x: { y: ['z'] } },
    { reasoning_details: [{ index: 0, text: 'b' }], x: { y: ['w'] } },
  )
  const before = structuredClone(given)
  accumulate(given)
  expect(given).toEqual(before)
})

test('a `__proto__` from the wire pollutes nothing', () => {
  const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"content":"a"}'
  const chunk: ChatCompletionChunk = JSON.parse(
    `{"id":"c","__proto__":{"polluted":1},"choices":[{"index":0,"__proto__":{"polluted":1},"delta":${evil},"finish_reason":"stop"}]}`,
  )
  const completion = accumulate([chunk])
  expect(Object.getPrototypeOf(completion)).toBe(Object.prototype)
  expect(Object.getPrototypeOf(messageOf(completion))).toBe(Object.prototype)
  expect('polluted' in {}).toBe(false)
})

test.each<[string, ChatCompletionChunk[]]>([
  ['no choice came', []],
  [
    'a choice has no reason to finish',
    chunks([
      { index: 0, delta: { content: 'Hel' }, finish_reason: null },
      { index: 1, delta: {}, finish_reason: 'stop' },
    ]),
  ],
])('ends with an error that carries what came when %s', (_, given) => {
  const accumulator = new ChatCompletionAccumulator()
  for (const chunk of given) accumulator.push(chunk)
  expect(() => accumulator.end()).toThrow(
    expect.objectContaining({ name: 'StreamTruncatedError', partial: accumulator.snapshot }),
  )
})

test('the snapshot is one object that grows', () => {
  const accumulator = new ChatCompletionAccumulator()
  const { snapshot } = accumulator
  const seen = deltas({ content: 'a' }, { content: 'b' }).map((chunk) => {
    accumulator.push(chunk)
    return snapshot.choices[0]?.message.content
  })
  expect(seen).toEqual(['a', 'ab', 'ab'])
})

test('however an answer is cut into deltas, the whole comes back', () => {
  const text = fc.string({ maxLength: 20 })
  const call = fc.record({ id: fc.uuid(), name: fc.string({ minLength: 1 }), arguments: text })
  const choice = fc.record({ content: text, reasoning_content: text, calls: fc.array(call, { maxLength: 3 }) })
  fc.assert(
    fc.property(fc.array(choice, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 5 }), (choices, size) => {
      const cut = (whole: string) => whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
      const streams = choices.map(({ content, reasoning_content, calls: made }, index) => {
        const pieces = [
          { content: '', reasoning_content: '' },
          ...cut(reasoning_content).map((part) => ({ reasoning_content: part })),
          ...cut(content).map((part) => ({ content: part })),
          ...made.map(({ id, name }, at) => ({
            tool_calls: [{ index: at, id, type: 'function', function: { name, arguments: '' } }],
          })),
          ...made.flatMap((one, at) =>
            cut(one.arguments).map((part) => ({ tool_calls: [{ index: at, function: { arguments: part } }] })),
          ),
        ]
        return [
          ...pieces.map((delta) => ({ index, delta, finish_reason: null })),
          { index, delta: {}, finish_reason: 'stop' },
        ]
      })
      // Interleaved: the first piece of each choice, then the second of each.
      const longest = Math.max(...streams.map(({ length }) => length))
      const turns = Array.from({ length: longest }, (_, at) => streams.flatMap((stream) => stream[at] ?? []))
      expect(accumulate(chunks(...turns)).choices.map(({ message }) => message)).toEqual(
        choices.map(({ content, reasoning_content, calls: made }) => ({
          role: 'assistant',
          content,
          refusal: null,
          reasoning_content,
          ...(made.length > 0 && {
            tool_calls: made.map(({ id, ...called }) => ({ id, type: 'function', function: called })),
          }),
        })),
      )
    }),
  )
})
