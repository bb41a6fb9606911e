import { describe, expect, test } from 'vitest'
import type { ChatCompletionChunk } from '../protocol/index.ts'
import { ChunkTemplate } from './chunk-template.ts'
import { FoundTexts } from './found-texts.ts'

const chunk = (delta: object, more: object = {}) => ({
  id: 'c',
  choices: [{ index: 0, delta, finish_reason: null }],
  ...more,
})
const encode = (value: object) => new TextEncoder().encode(`data: ${JSON.stringify(value)}\n\n`)

/** Reads as many events as match what was learnt; gives the chunks and how many bytes they took. */
function read(learnt: object, ...events: object[]): { chunks: ChatCompletionChunk[]; left: number } {
  const template = ChunkTemplate.learn(encode(learnt))
  if (!template) throw new Error('nothing was learnt')
  const bytes = Buffer.concat(events.map(encode))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const found = new FoundTexts()
  let at = 0
  for (let end; (end = template.match(view, at, found)) !== -1; at = end) found.keep()
  found.drop()
  const chunks: ChatCompletionChunk[] = []
  if (at > 0) template.make(found.take(), chunks)
  return { chunks, left: bytes.length - at }
}

describe('reads events that equal the learnt one but for', () => {
  test.each<[string, (text: string) => object]>([
    ['their content', (content) => chunk({ content })],
    ['their reasoning', (reasoning_content) => chunk({ content: null, reasoning_content })],
    ['their refusal', (refusal) => chunk({ refusal })],
    ['their arguments', (text) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] })],
    ['their content and padding', (content) => chunk({ content }, { obfuscation: content.slice(1) })],
  ])('%s', (_, make) => {
    const events = ['lo', '', ' "quoted"\n', '日本 🙂', 'x'.repeat(5000)].map(make)
    expect(read(make('Hel'), ...events)).toEqual({ chunks: events, left: 0 })
    for (const event of events) expect(read(make('Hel'), event)).toEqual({ chunks: [event], left: 0 })
  })
})

test.each([
  ['another id', { ...chunk({ content: 'b' }), id: 'd' }],
  ['another field', chunk({ content: 'b', role: 'assistant' })],
  ['another choice', { id: 'c', choices: [{ index: 1, delta: { content: 'b' }, finish_reason: null }] }],
  ['an end', { id: 'c', choices: [{ index: 0, delta: { content: 'b' }, finish_reason: 'stop' }] }],
  ['no text', chunk({})],
])('stops at an event with %s', (_, other) => {
  const alike = chunk({ content: 'a' })
  expect(read(alike, alike, other, alike)).toEqual({
    chunks: [alike],
    left: encode(other).length + encode(alike).length,
  })
})

test.each([
  ['brings no text', chunk({})],
  ['brings several choices', { id: 'c', choices: [chunk({ content: 'a' }).choices[0], chunk({}).choices[0]] }],
  ['brings lists that chunks would share', chunk({ content: 'a' }, { usage: { prompt_tokens: 1 } })],
  ['ends its choice', { id: 'c', choices: [{ index: 0, delta: { content: 'a' }, finish_reason: 'stop' }] }],
  ['has a like field elsewhere first', { content: 'b', ...chunk({ content: 'a' }) }],
  ['tells an error', { ...chunk({ content: 'a' }), error: 'gone' }],
])('learns nothing from an event that %s', (_, event) => {
  expect(ChunkTemplate.learn(encode(event))).toBeUndefined()
})
