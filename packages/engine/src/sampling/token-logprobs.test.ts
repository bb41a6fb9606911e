import { expect, test } from 'vitest'

import { tokenLogprob } from './token-logprobs.ts'

const bytesOf = (token: number): Uint8Array => Uint8Array.of(0x60 + token)

test('computes natural log probabilities from logits and their weight', () => {
  // Logits 2, 1 and 0 are the whole vocabulary.
  const weights = { logits: [1, 2, 2, 1, 3, 0], totalWeight: 1 + Math.exp(-1) + Math.exp(-2) }
  const answer = tokenLogprob(3, weights, 2, bytesOf)
  expect(answer).toMatchObject({ token: 'c', bytes: [0x63] })
  expect(answer.top_logprobs.map(({ token }) => token)).toEqual(['a', 'b'])
  const all = [...answer.top_logprobs, answer].map(({ logprob }) => Math.exp(logprob))
  expect(all.reduce((sum, probability) => sum + probability)).toBeCloseTo(1, 12)
})

test('tells no likely tokens when none were asked for, though the best one was weighed', () => {
  expect(tokenLogprob(2, { logits: [1, 5, 2, 4], totalWeight: 2 }, 0, bytesOf).top_logprobs).toEqual([])
})

test('says -9999 for what the model rules out', () => {
  expect(tokenLogprob(2, { logits: [1, 5, 2, -Infinity], totalWeight: 1 }, 0, bytesOf).logprob).toBe(-9999)
})
