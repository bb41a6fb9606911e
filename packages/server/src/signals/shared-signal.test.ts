import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { JoinedSignal } from './joined-signal.ts'
import { SharedSignal } from './shared-signal.ts'

test('tells every request that listens, and puts one listener on its own signal for all of them', () => {
  const server = new AbortController()
  const shared = new SharedSignal(server.signal)
  const joined = Array.from({ length: 100 }, () => new JoinedSignal(new AbortController().signal, shared))
  expect(getEventListeners(server.signal, 'abort')).toHaveLength(1)
  joined[0]?.release()
  server.abort('stopping')
  expect(joined.map(({ signal }) => signal.reason)).toEqual([undefined, ...Array<string>(99).fill('stopping')])
  expect(new JoinedSignal(shared).signal.reason).toBe('stopping')
})
