import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { expect, test } from 'vitest'

import { cacheTerms, type CacheTerms } from './cache-terms.ts'

const hour = 3_600_000

function termsOf(fields: Partial<ChatCompletionRequest>): CacheTerms {
  return cacheTerms({ model: 'm', messages: [{ role: 'user', content: 'x' }], ...fields })
}

function marked(ttl: '30m' | '12h' | null): Pick<ChatCompletionRequest, 'messages'> {
  const prompt_cache_breakpoint = { mode: 'explicit', ttl } as const
  return { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', prompt_cache_breakpoint }] }] }
}

test('keeps prompts of every request for half an hour, without an end', () => {
  expect(termsOf({})).toEqual({ use: true, key: undefined, lifetime: hour / 2, retention: Infinity })
})

test('keeps those with a breakpoint as long as it says', () => {
  expect(termsOf(marked(null)).lifetime).toBe(hour / 2)
  expect(termsOf(marked('12h')).lifetime).toBe(12 * hour)
})

test('ends the use of a prompt when its retention ends', () => {
  expect(termsOf({ prompt_cache_retention: 'in_memory' }).retention).toBe(hour)
  expect(termsOf({ prompt_cache_retention: '24h' }).retention).toBe(24 * hour)
})

test('takes explicit caching without breakpoints as none, and refuses it with them', () => {
  const explicit = { prompt_cache_options: { mode: 'explicit' } } as const
  expect(termsOf(explicit).use).toBe(false)
  expect(() => termsOf({ ...explicit, ...marked('30m') })).toThrow(InvalidRequestError)
  expect(() => termsOf({ ...explicit, ...marked('30m') })).toThrow('prompt_cache_options.mode')
})
