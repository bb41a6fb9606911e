import { expect, test } from 'vitest'

import { PredictionDraft } from './prediction-draft.ts'
import { Prediction } from './prediction.ts'

const text = Array.from({ length: 60 }, (_, index) => 100 + index)

/** Steps as the scheduler makes them: guesses are drawn as long as they come true, then one token more. */
function steps(answer: readonly number[], draft: PredictionDraft, room = 100): number {
  let count = 0
  for (let place = 0; place < answer.length; count++) {
    const guesses = draft.propose(room)
    expect(guesses.length).toBeLessThanOrEqual(room)
    for (const guess of [...guesses, undefined]) {
      const token = answer[place++]
      if (token === undefined) break
      draft.push(token)
      if (token !== guess) break
    }
  }
  return count
}

function draftOf(tokens: readonly number[]): PredictionDraft {
  return new PredictionDraft(new Prediction(Uint32Array.from(tokens)))
}

test('guesses a repeated text in ever longer stretches', () => {
  const draft = draftOf(text)
  expect(steps(text, draft)).toBe(5)
  expect([draft.accepted, draft.rejected]).toEqual([56, 0])
})

test.each([
  ['an insertion', [...text.slice(0, 20), 1, 2, 3, ...text.slice(20)]],
  ['a deletion', [...text.slice(0, 20), ...text.slice(25)]],
  ['a change', [...text.slice(0, 20), 1, ...text.slice(21)]],
  ['a beginning of its own', [1, 2, 3, 4, ...text]],
])('finds its place again after %s', (_, answer) => {
  const draft = draftOf(text)
  expect(steps(answer, draft)).toBeLessThan(14)
  expect(draft.accepted).toBeGreaterThan(40)
  expect(draft.rejected).toBeLessThan(20)
})

test('guesses no more than there is room for', () => {
  expect(steps(text, draftOf(text), 2)).toBe(20)
})

test('stops guessing where the answer is another one', () => {
  const draft = draftOf(text)
  expect(steps([1, 2, 3, 4, 5, 6], draft)).toBe(6)
  expect([draft.accepted, draft.rejected]).toEqual([0, 4])
})

test('counts guesses as rejected that the end of the answer left over', () => {
  const draft = draftOf(text)
  draft.propose(4)
  draft.push(100)
  expect([draft.accepted, draft.rejected]).toEqual([1, 3])
})

test('has no guess beyond the end of the text, nor in an empty one', () => {
  const draft = draftOf([7, 8])
  steps([7, 8], draft)
  expect(draft.propose(4)).toEqual([])
  expect(draftOf([]).propose(4)).toEqual([])
})
