import { expect, test } from 'vitest'

import { tokenLogprob } from './token-logprobs.ts'

const names = {
  bytes: (token: number): Uint8Array => (token === 9 ? new Uint8Array(0) : Uint8Array.of(0x60 + token)),
  text: (token: number): string => `<|${token}|>`,
}

test('computes natural log probabilities from logits and their weight', () => {
  // Logits 2, 1 and 0 are the whole vocabulary.
  const weights = { logits: [1, 2, 2, 1, 3, 0], totalWeight: 1 + Math.exp(-1) + Math.exp(-2) }
  const answer = tokenLogprob(3, weights, 2, names)
  expect(answer).toMatchObject({ token: 'c', bytes: [0x63] })
  expect(answer.top_logprobs.map(({ token }) => token)).toEqual(['a', 'b'])
  const all = [...answer.top_logprobs, answer].map(({ logprob }) => Math.exp(logprob))
  expect(all.reduce((sum, probability) => sum + probability)).toBeCloseTo(1, 12)
})

test('tells no likely tokens when none were asked for, though the best one was weighed', () => {
  expect(tokenLogprob(2, { logits: [1, 5, 2, 4], totalWeight: 2 }, 0, names).top_logprobs).toEqual([])
})

test('says -9999 for what the model rules out', () => {
  expect(tokenLogprob(2, { logits: [1, 5, 2, -Infinity], totalWeight: 1 }, 0, names).logprob).toBe(-9999)
})

test('names a token that spells nothing as the vocabulary does', () => {
  const { top_logprobs } = tokenLogprob(2, { logits: [9, 5, 2, 4], totalWeight: 2 }, 1, names)
  expect(top_logprobs[0]).toMatchObject({ token: '<|9|>', bytes: null })
})
