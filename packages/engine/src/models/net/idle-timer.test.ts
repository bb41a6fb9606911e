import { getEventListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { IdleTimer } from './idle-timer.ts'

test('aborts when nothing happens for too long', async () => {
  const timer = new IdleTimer(1, undefined)
  await wait(20)
  expect(timer.signal.aborted).toBe(true)
  expect(timer.expired).toBe(true)
})

test('does not count while it is paused, or after it was stopped', async () => {
  const paused = new IdleTimer(1, undefined)
  paused.pause()
  const stopped = new IdleTimer(1, undefined)
  stopped.stop()
  await wait(20)
  expect([paused.signal.aborted, stopped.signal.aborted]).toEqual([false, false])
})

test("follows the caller's signal, and lets go of it when stopped", () => {
  const outer = new AbortController()
  const stopped = new IdleTimer(1000, outer.signal)
  stopped.stop()
  expect(getEventListeners(outer.signal, 'abort')).toHaveLength(0)
  const timer = new IdleTimer(1000, outer.signal)
  outer.abort('enough')
  expect(timer.signal.reason).toBe('enough')
  expect(timer.expired).toBe(false)
  const late = new IdleTimer(1000, outer.signal)
  expect(late.signal.aborted).toBe(true)
  late.stop()
  timer.stop()
})
