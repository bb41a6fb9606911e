import { expect, test } from 'vitest'

import { tokenLogprob } from './token-logprobs.ts'

const names = {
  bytes: (token: number): Uint8Array => (token === 9 ? new Uint8Array(0) : Uint8Array.of(0x60 + token)),
  text: (token: number): string => `<|${token}|>`,
}

test('computes natural log probabilities from logits and their weight', () => {
  // Logits 2, 1 and 0 are the whole vocabulary.
  const weights = { token: 3, logit: 0, highest: 2, totalWeight: 1 + Math.exp(-1) + Math.exp(-2), top: [1, 2, 2, 1] }
  const answer = tokenLogprob(weights, names)
  expect(answer).toMatchObject({ token: 'c', bytes: [0x63] })
  expect(answer.top_logprobs.map(({ token }) => token)).toEqual(['a', 'b'])
  const all = [...answer.top_logprobs, answer].map(({ logprob }) => Math.exp(logprob))
  expect(all.reduce((sum, probability) => sum + probability)).toBeCloseTo(1, 12)
})

test('tells no likely tokens when none were asked for', () => {
  expect(tokenLogprob({ token: 2, logit: 4, highest: 5, totalWeight: 2, top: [] }, names).top_logprobs).toEqual([])
})

test('says -9999 for what the model rules out', () => {
  expect(tokenLogprob({ token: 2, logit: -Infinity, highest: 5, totalWeight: 1, top: [] }, names).logprob).toBe(-9999)
})

test('names a token that spells nothing as the vocabulary does', () => {
  const { top_logprobs } = tokenLogprob({ token: 2, logit: 4, highest: 5, totalWeight: 2, top: [9, 5] }, names)
  expect(top_logprobs[0]).toMatchObject({ token: '<|9|>', bytes: null })
})
