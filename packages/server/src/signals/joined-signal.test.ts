import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { JoinedSignal } from './joined-signal.ts'

test('aborts with the reason of whichever source aborts', () => {
  const [request, server] = [new AbortController(), new AbortController()]
  const joined = new JoinedSignal(request.signal, server.signal)
  expect(joined.signal.aborted).toBe(false)
  server.abort('stopping')
  expect(joined.signal.reason).toBe('stopping')
})

test('is aborted from the start where a source is', () => {
  expect(new JoinedSignal(AbortSignal.abort('gone')).signal.reason).toBe('gone')
})

test('leaves nothing on a source that lives on', () => {
  const server = new AbortController()
  for (let request = 0; request < 100; request++)
    new JoinedSignal(new AbortController().signal, server.signal).release()
  expect(getEventListeners(server.signal, 'abort')).toEqual([])
})

test('aborts for a reason of its own, but not once the request is over', () => {
  const [left, over] = [new JoinedSignal(), new JoinedSignal()]
  left.abort('left')
  over.release()
  over.abort('left')
  expect([left.signal.reason, over.signal.aborted]).toEqual(['left', false])
})
