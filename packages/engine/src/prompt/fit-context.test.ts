import { InvalidRequestError } from 'colloquy'
import { describe, expect, test } from 'vitest'

import { boundedTokenizer, fitContext } from './fit-context.ts'
import type { Tokenizer } from './tokenizer.ts'

const request = { model: 'm', messages: [] }

describe('fitContext', () => {
  test('gives the answer what the context has left', () => {
    expect(fitContext(request, 30, 100)).toBe(70)
  })

  test('gives the answer no more than the request allows', () => {
    expect(fitContext({ ...request, max_tokens: 5 }, 30, 100)).toBe(5)
    expect(fitContext({ ...request, max_completion_tokens: 6 }, 30, 100)).toBe(6)
    expect(fitContext({ ...request, max_completion_tokens: 500 }, 30, 100)).toBe(70)
  })

  test('refuses a prompt that leaves no room for an answer, with both numbers and what to do', () => {
    expect(() => fitContext(request, 100, 100)).toThrow(InvalidRequestError)
    expect(() => fitContext(request, 120, 100)).toThrow(/120 tokens long; this model's context holds 100/)
  })
})

describe('boundedTokenizer', () => {
  test('looks only at the beginning of a text that is far too long', () => {
    let looked = 0
    const bounded = boundedTokenizer(
      onePerCharacter((length) => (looked += length)),
      1000,
    )
    expect(() => bounded.tokenize('x'.repeat(10_000_000), { special: false })).toThrow(
      expect.objectContaining({ code: 'context_length_exceeded', param: 'messages' }),
    )
    expect(looked).toBeLessThan(20_000)
  })

  test('tokenises what may fit in one piece', () => {
    const bounded = boundedTokenizer(
      onePerCharacter(() => {}),
      100_000,
    )
    expect(bounded.tokenize('x'.repeat(50_000), { special: false })).toHaveLength(50_000)
  })
})

function onePerCharacter(look: (length: number) => void): Tokenizer {
  return {
    bosToken: undefined,
    eosToken: undefined,
    addBos: false,
    specialTokens: () => [],
    tokenize: (text) => {
      look(text.length)
      return new Uint32Array(text.length)
    },
  }
}
