import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  InvalidRequestError,
  InvalidResponseError,
  NotFoundError,
  RateLimitError,
  ServerError,
  StreamTruncatedError,
} from 'colloquy'
import { expect, test } from 'vitest'
import { isUpstreamsFault, isWorthAnotherTry } from './is-worth-another-try.ts'

test.each([
  [new ConnectionError('refused'), true, true],
  [new ServerError('failed'), true, true],
  [new ServerError('busy', { code: 'overloaded' }), true, true],
  [new InvalidResponseError('HTML', { status: 200 }), true, true],
  [new StreamTruncatedError('cut'), true, true],
  [new AuthenticationError('key', { status: 401 }), true, true],
  [new Error('anything'), true, true],
  [new RateLimitError('slow down'), true, false],
  [new NotFoundError('no model'), true, false],
  [new InvalidRequestError('too hot'), false, false],
  [new InvalidRequestError('too long', { code: 'context_length_exceeded', status: 500 }), false, false],
  [new InvalidRequestError('bad schema', { status: 500 }), false, false],
  [new AbortError(), false, false],
])('%s: another try %s, the upstream to blame %s', (error, another, blame) => {
  expect([isWorthAnotherTry(error), isUpstreamsFault(error)]).toEqual([another, blame])
})
