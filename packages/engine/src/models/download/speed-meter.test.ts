import { expect, test } from 'vitest'
import { SpeedMeter } from './speed-meter.ts'

test('tells the speed of the last seconds, not of the whole transfer', () => {
  const meter = new SpeedMeter()
  expect(meter.bytesPerSecond(0)).toBe(0)
  for (let at = 0; at <= 10_000; at += 100) meter.push(100_000, at)
  expect(meter.bytesPerSecond(10_000)).toBe(1_000_000)
  for (let at = 10_100; at <= 20_000; at += 100) meter.push(1000, at)
  expect(meter.bytesPerSecond(20_000)).toBe(10_000)
})

test('falls when nothing comes', () => {
  const meter = new SpeedMeter()
  meter.push(0, 0)
  meter.push(1000, 1000)
  expect(meter.bytesPerSecond(1000)).toBe(1000)
  expect(meter.bytesPerSecond(10_000)).toBe(100)
})
