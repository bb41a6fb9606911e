import type { ChatCompletionChunk, ChatCompletionChunkChoice } from 'colloquy/protocol'
import { encodeEvent } from 'colloquy/stream'
import { expect, test } from 'vitest'
import { EventTemplate } from './event-template.ts'

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' } as const
const plain = chunk({ delta: { content: 'Hi' } })
const template = EventTemplate.learn(plain, plain)

test.each(['there', '', '"\\\n', '🙂\ud83d', '\u0000text\u0000', '$&'])('writes %j as the encoder would', (content) => {
  const next = chunk({ delta: { content } })
  expect(template?.event(next)).toBe(encodeEvent(next))
})

test('writes what is shown of a chunk, not the chunk', () => {
  const shown = { ...plain, usage: null }
  const next = chunk({ delta: { content: 'there' } })
  expect(EventTemplate.learn(plain, shown)?.event(next)).toBe(encodeEvent({ ...next, usage: null }))
})

test.each<[string, ChatCompletionChunk]>([
  ['another model', { ...chunk({ delta: { content: 'x' } }), model: 'n' }],
  ['counts', { ...chunk({ delta: { content: 'x' } }), usage: null }],
  ['an end', chunk({ delta: { content: 'x' }, finish_reason: 'stop' })],
  ['another choice', chunk({ delta: { content: 'x' }, index: 1 })],
  ['two choices', { ...envelope, choices: [...plain.choices, ...plain.choices] }],
  ['no choices', { ...envelope, choices: [] }],
  ['log probabilities', chunk({ delta: { content: 'x' }, logprobs: { content: [], refusal: null } })],
  ['a role', chunk({ delta: { role: 'assistant', content: 'x' } })],
  ['no text', chunk({ delta: {} })],
  ['a refusal', chunk({ delta: { content: null, refusal: 'no' } })],
])('leaves a chunk with %s to the encoder', (_, other) => {
  expect(template?.event(other)).toBeUndefined()
})

test.each<[string, ChatCompletionChunk]>([
  ['without a text', chunk({ delta: {} })],
  ['that ends', chunk({ delta: { content: 'x' }, finish_reason: 'stop' })],
  ['with two choices', { ...envelope, choices: [...plain.choices, ...plain.choices] }],
  ['that holds the mark elsewhere', { ...plain, model: '\u0000text\u0000' }],
])('learns nothing from a chunk %s', (_, other) => {
  expect(EventTemplate.learn(other, other)).toBeUndefined()
})

test('learns nothing from a chunk that more was added to than counts', () => {
  const shown = {
    ...plain,
    choices: [{ index: 0, finish_reason: null, delta: { role: 'assistant', content: 'Hi' } as const }],
  }
  expect(EventTemplate.learn(plain, shown)).toBeUndefined()
})

function chunk(choice: Partial<ChatCompletionChunkChoice>): ChatCompletionChunk {
  return { ...envelope, choices: [{ index: 0, delta: {}, finish_reason: null, ...choice }] }
}
