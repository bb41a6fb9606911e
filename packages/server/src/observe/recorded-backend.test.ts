import type { ChatBackend, CompleteContext } from 'colloquy'
import { expect, test } from 'vitest'
import { JoinedSignal } from '../signals/joined-signal.ts'
import { signalOf, type RoutingContext } from '../upstream/routing-context.ts'
import { recordedBackend } from './recorded-backend.ts'
import { RequestRecord } from './request-record.ts'

test('hands on the signal without having the platform make one, for those who can do without', () => {
  const joined = new JoinedSignal()
  expect(signalOf(contextFor(joined))).toBe(joined)
})

test('a copy of the context has the signal too, and where it has another one, that counts', () => {
  const joined = new JoinedSignal()
  const context = contextFor(joined)
  const copy = { ...context }
  const own = { ...context, signal: AbortSignal.abort('own') }
  joined.abort('left')
  expect(signalOf(copy)).toMatchObject({ aborted: true, reason: 'left' })
  expect(signalOf(own).reason).toBe('own')
  expect(copy).toMatchObject({ headers: {}, onRouted: expect.any(Function), onFailedAttempt: expect.any(Function) })
})

/** The context that a backend is handed for a request with this one. */
function contextFor(context: CompleteContext): RoutingContext {
  const handed: CompleteContext[] = []
  const backend: ChatBackend = {
    models: async () => [],
    complete: (_request, given) => {
      handed.push(given)
      return (async function* () {})()
    },
  }
  const record = new RequestRecord(new Request('http://localhost/'), 'r', [], () => 0)
  recordedBackend(backend, record).complete({ model: 'm', messages: [] }, context)
  return handed[0] ?? expect.unreachable('the backend was not asked')
}
