import { expect, test } from 'vitest'
import { PlainSignal } from './plain-signal.ts'

test('tells those who still listen, once, and keeps the first reason', () => {
  const signal = new PlainSignal()
  const told: string[] = []
  const stays = (): void => void told.push('stays')
  const goes = (): void => void told.push('goes')
  signal.addEventListener('abort', stays)
  signal.addEventListener('abort', goes)
  signal.removeEventListener('abort', goes)
  signal.abort('first')
  signal.abort('second')
  expect({ told, aborted: signal.aborted, reason: signal.reason }).toEqual({
    told: ['stays'],
    aborted: true,
    reason: 'first',
  })
})

test('gives the platform’s signal to who asks before and after, one and the same', () => {
  const signal = new PlainSignal()
  const before = signal.signal
  signal.abort('left')
  expect(before).toBe(signal.signal)
  expect([before.aborted, before.reason]).toEqual([true, 'left'])
  const late = new PlainSignal()
  late.abort('left')
  expect(late.signal.reason).toBe('left')
})
