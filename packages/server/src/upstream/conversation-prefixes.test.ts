import type { ChatCompletionRequestMessage } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'
import { conversationPrefixes } from './conversation-prefixes.ts'

const system: ChatCompletionRequestMessage = { role: 'system', content: 'Be kind.' }
const question: ChatCompletionRequestMessage = { role: 'user', content: 'Who are you?' }
const answer: ChatCompletionRequestMessage = { role: 'assistant', content: 'A model.' }
const next: ChatCompletionRequestMessage = { role: 'user', content: 'Whose?' }

describe('conversationPrefixes', () => {
  test('of the next turn begin with those of the turn before', () => {
    const first = prefixes(system, question)
    const second = prefixes(system, question, answer, next)
    expect(first).toHaveLength(1)
    expect(second).toHaveLength(3)
    expect(second[0]).toBe(first[0])
  })

  test('differ from the first user message on, though the system prompt is the same', () => {
    expect(prefixes(system, question)[0]).not.toBe(prefixes(system, next)[0])
  })

  test('share what two branches of a conversation share', () => {
    const one = prefixes(question, answer, next)
    const other = prefixes(question, answer, { role: 'user', content: 'Why?' })
    expect(other.slice(0, 2)).toEqual(one.slice(0, 2))
    expect(other[2]).not.toBe(one[2])
  })

  test('take the cache key and the model into account', () => {
    const messages = [question]
    const [plain] = conversationPrefixes({ model: 'm', messages })
    expect(conversationPrefixes({ model: 'm', messages, prompt_cache_key: 'k' })[0]).not.toBe(plain)
    expect(conversationPrefixes({ model: 'n', messages })[0]).not.toBe(plain)
  })

  test('exist for a conversation of instructions alone', () => {
    expect(prefixes(system)).toHaveLength(1)
  })
})

function prefixes(...messages: ChatCompletionRequestMessage[]): number[] {
  return conversationPrefixes({ model: 'm', messages })
}
