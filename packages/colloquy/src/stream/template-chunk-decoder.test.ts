import { array, assert, constant, constantFrom, integer, oneof, property, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isColloquyError } from '../errors/colloquy-error.ts'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkDecoder } from './chunk-decoder.ts'
import { TemplateChunkDecoder } from './template-chunk-decoder.ts'

const envelope = { id: 'chatcmpl-é', object: 'chat.completion.chunk', created: 1, model: 'm', service_tier: null }
const chunk = (delta: object, more: object = {}) => ({
  ...envelope,
  choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
  ...more,
})
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`
const escaped = (text: string) =>
  text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const call = (text: string) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] })
const end = event({ ...envelope, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) + 'data: [DONE]\n\n'

/** What a decoder makes of the pieces: chunks, and the error behind them. */
function outcome(decoder: ChunkDecoder, pieces: readonly Uint8Array[]) {
  const chunks: ChatCompletionChunk[] = []
  try {
    for (const piece of pieces) if (!decoder.done) decoder.push(piece, chunks)
    decoder.end(chunks)
  } catch (error) {
    return { chunks, error: isColloquyError(error) ? [error.name, error.message, error.body] : error }
  }
  return { chunks }
}

function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    pieces.push(bytes.subarray(at, at + size))
    at += size
  }
  return pieces
}

const text = oneof(
  string({ unit: 'binary', maxLength: 12 }),
  constantFrom('', ' a', '"', '\\', '\n', '日本', '🙂', '\\u0041'),
)
const anyEvent = oneof(
  { weight: 8, arbitrary: text.map((content) => event(chunk({ content }))) },
  { weight: 3, arbitrary: text.map((content) => escaped(event(chunk({ content })).slice(0, -2)) + '\n\n') },
  { weight: 4, arbitrary: text.map((content) => event(chunk(call(content)))) },
  {
    weight: 4,
    arbitrary: tuple(text, text).map(([content, padding]) => event(chunk({ content }, { obfuscation: padding }))),
  },
  { weight: 2, arbitrary: text.map((reasoning) => event(chunk({ role: 'assistant', content: null, reasoning }))) },
  text.map((content) => event(chunk({ content, extra: { nested: [1] } }))),
  text.map((content) =>
    event({
      ...chunk({ content }),
      choices: [
        { index: 1, delta: { content } },
        { index: 0, delta: {} },
      ],
    }),
  ),
  text.map((content) => event(chunk({ content })).replaceAll('\n', '\r\n')),
  text.map((content) => `data:${JSON.stringify(chunk({ content }))}\n\n`),
  text.map((content) => `event: message\n${event(chunk({ content }))}`),
  text.map((content) => JSON.stringify(chunk({ content }), null, 1).replace(/^/gm, 'data: ') + '\n\n'),
  text.map((content) => event(chunk({ content })).replace('"content":', '"content":"x","content":')),
  text.map((content) => event(chunk({ content })).replace('"index"', '"error":{"message":"gone"},"index"')),
  constant(event(chunk({ content: 'x' })).replace('x', 'a\\x')),
  constant(event(chunk({ content: 'x' })).replace('x', 'a\\u00zz')),
  constant(event(chunk({ content: 'x' })).replace('"x"', '"x')),
  constant(event(chunk({ content: 'x' })).replace('x', 'a\u0001b')),
  // Literals that would take in their neighbours, or stand for two, were they joined without care.
  constantFrom('"a\\"', '"a","b"', '"a",["b"', '"c"],"d"', '"a",{"b":["c"', '"a",0,"b"', '"a"\n,"b"').map((literal) =>
    event(chunk({ content: 'x' })).replace('"x"', literal),
  ),
  constantFrom(
    ': ping\n\n',
    '\n',
    'id: 1\n',
    'retry: 1\n\n',
    event({ error: { message: 'gone' } }),
    'data: [DONE]\n\n',
  ),
)

describe.each([
  ['comparing bytes', { warmAfter: 0 }],
  ['taking events apart together', { warmAfter: Infinity, manyBytes: 0 }],
])('gives, %s, what the plain decoder gives', (_, how) => {
  test('for any events, in any pieces', () => {
    assert(
      property(
        array(anyEvent, { maxLength: 40 }),
        array(integer({ min: 1, max: 700 }), { minLength: 1 }),
        (events, sizes) => {
          const pieces = cut(new TextEncoder().encode(events.join('') + end), sizes)
          expect(outcome(new TemplateChunkDecoder(how), pieces)).toEqual(outcome(new ChunkDecoder(), pieces))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('at every place a stream can be cut', () => {
    const events = ['Hel', 'lo', ' "日本"', '\n🙂', 'x'].map((content) =>
      event(chunk({ content }, { obfuscation: 'ab"c' })),
    )
    const bytes = new TextEncoder().encode(events.join('') + end)
    const whole = outcome(new ChunkDecoder(), [bytes])
    for (let at = 0; at <= bytes.length; at++) {
      const pieces = [bytes.subarray(0, at), bytes.subarray(at)]
      expect(outcome(new TemplateChunkDecoder(how), pieces)).toEqual(whole)
    }
  })

  test('for bytes that are no UTF-8', () => {
    const bytes = new TextEncoder().encode(
      event(chunk({ content: 'a' })) + event(chunk({ content: 'bXYc' })).repeat(4) + end,
    )
    for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x58) bytes[at] = 0xe6
    expect(outcome(new TemplateChunkDecoder(how), [bytes])).toEqual(outcome(new ChunkDecoder(), [bytes]))
  })

  test('for events longer than allowed', () => {
    const events = ['a', 'b', 'c', 'd'.repeat(300)].map((content) => event(chunk({ content })))
    const bytes = new TextEncoder().encode(events.join('') + end)
    const options = { maxEventLength: 300 }
    const { chunks, error } = outcome(new TemplateChunkDecoder({ ...options, ...how }), [bytes])
    expect(error).toEqual(outcome(new ChunkDecoder(options), [bytes]).error)
    expect(error).toContain('InvalidResponseError')
    expect(chunks).toHaveLength(3)
  })
})

test('each chunk is its own: what is changed in one is changed in no other', () => {
  const bytes = new TextEncoder().encode(event(chunk({ content: 'a' })).repeat(5) + end)
  const { chunks } = outcome(new TemplateChunkDecoder({ warmAfter: 0 }), [bytes])
  const [, , third, fourth] = chunks
  const choice = third?.choices[0]
  if (!choice) throw new Error('expected a choice')
  choice.delta.content = 'changed'
  choice.index = 7
  expect(fourth).toEqual(chunk({ content: 'a' }))
})
