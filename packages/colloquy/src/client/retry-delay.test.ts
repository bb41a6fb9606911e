import { expect, test } from 'vitest'
import { ConnectionError, RateLimitError, ServerError, TimeoutError, type ColloquyError } from '../index.ts'
import { retryDelay } from './retry-delay.ts'

const delay = (error: ColloquyError, retries = 0) => retryDelay(error, retries, 0.5)

test('grows from half a second to eight, by full jitter', () => {
  const error = new ServerError('Busy.')
  expect([0, 1, 2, 3, 4, 5, 9].map((retries) => delay(error, retries))).toEqual([
    250, 500, 1000, 2000, 4000, 4000, 4000,
  ])
  expect(retryDelay(error, 3, 0)).toBe(0)
})

test('never cuts a wait the server tells short, and gives up on one beyond a minute', () => {
  expect(delay(new RateLimitError('Wait.', { retryAfter: 7 }))).toBe(7000)
  expect(delay(new RateLimitError('Wait.', { retryAfter: 60 }))).toBe(60_000)
  expect(delay(new RateLimitError('Wait.', { retryAfter: 61 }))).toBe(Infinity)
})

test.each([
  [408, true],
  [409, true],
  [429, true],
  [500, true],
  [503, true],
  [529, true],
  [400, false],
  [401, false],
  [404, false],
  [422, false],
])('status %i is tried again: %s', (status, again) => {
  expect(delay(new ServerError('No.', { status })) < Infinity).toBe(again)
})

test('a lost connection is tried again; a spent quota, a timeout and a refused redirect are not', () => {
  expect(delay(new ConnectionError('Gone.'))).toBe(250)
  expect(delay(new RateLimitError('Pay.', { code: 'insufficient_quota' }))).toBe(Infinity)
  expect(delay(new TimeoutError('Slow.', { phase: 'connect' }))).toBe(Infinity)
  expect(delay(new ConnectionError('Elsewhere.', { code: 'redirect_refused' }))).toBe(Infinity)
})

test('the server’s wish goes first', () => {
  const told = (wish: string) => ({ headers: new Headers({ 'x-should-retry': wish }) })
  expect(delay(new ServerError('No.', { status: 400, ...told('true') }))).toBe(250)
  expect(delay(new ServerError('No.', told('false')))).toBe(Infinity)
})
