import { expect, test } from 'vitest'

import { timelineSummary } from './timeline-summary.ts'

function summed(...times: readonly number[]) {
  return timelineSummary(
    times.map((at) => ({ at, data: '' })),
    1000,
  )
}

test('tells how many events came, how fast, and the longest wait', () => {
  expect(summed(1150, 1160, 1170, 1300, 1310)).toEqual({
    text: '5 events in 310 ms, the first after 150 ms. Between two: 10 ms as a rule, 130 ms at most.',
    longest: 130,
  })
})

test('tells what can be told of one event, and of none', () => {
  expect(summed(3500)).toEqual({ text: 'One event in 2.50 s, the first after 2.50 s.', longest: 0 })
  expect(summed()).toEqual({ text: 'No event came.', longest: 0 })
})
