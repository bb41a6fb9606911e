import { expect, test } from 'vitest'

import { likelihoodOf } from './likelihood.ts'

function tokens(...probabilities: readonly number[]) {
  return probabilities.map((each) => ({ token: 'a', logprob: Math.log(each), bytes: null, top_logprobs: [] }))
}

test('a model that chose among two equally likely words each time has a perplexity of two', () =>
  expect(likelihoodOf(tokens(0.5, 0.5, 0.5))?.perplexity).toBeCloseTo(2))

test('the least likely token is named, the first of several', () =>
  expect(likelihoodOf(tokens(0.9, 0.1, 0.1))?.least).toBe(1))

test('of nothing there is nothing to tell', () => expect(likelihoodOf([])).toBeUndefined())
