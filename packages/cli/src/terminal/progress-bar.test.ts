import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { progressBar } from './progress-bar.ts'
import { clearableWidth, textWidth } from './text-width.ts'

const half = { label: 'smollm2:135m', received: 49_200_000, total: 98_400_000, speed: 5_200_000, remaining: 9461 }

test('fills a wide terminal with a bar of at most thirty columns', () => {
  expect(progressBar(half, 100)).toBe(
    'smollm2:135m  ━━━━━━━━━━━━━━━───────────────   50 %  49.2 MB of 98.4 MB  5.20 MB/s  9.5 s left',
  )
})

test('leaves away the bar, then the speed, then the sizes as the terminal gets narrower', () => {
  expect(progressBar(half, 68)).toBe('smollm2:135m   50 %  49.2 MB of 98.4 MB  5.20 MB/s  9.5 s left')
  expect(progressBar(half, 62)).toBe('smollm2:135m   50 %  49.2 MB of 98.4 MB  9.5 s left')
  expect(progressBar(half, 42)).toBe('smollm2:135m   50 %  9.5 s left')
  expect(progressBar(half, 26)).toBe('smollm2:135m   50 %')
  expect(progressBar(half, 12)).toBe('smollm2:…')
})

test('tells what has arrived where nobody knows the size', () => {
  expect(progressBar({ ...half, total: undefined, remaining: undefined }, 80)).toBe('smollm2:135m  49.2 MB  5.20 MB/s')
})

test('never takes the room that clearing needs, whatever the numbers', () => {
  fc.assert(
    fc.property(
      fc.record({
        label: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
        received: fc.nat(),
        total: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
        speed: fc.option(fc.nat(), { nil: undefined }),
        remaining: fc.option(fc.nat(), { nil: undefined }),
      }),
      fc.integer({ min: 2, max: 200 }),
      (state, columns) => {
        expect(textWidth(progressBar(state, columns))).toBeLessThanOrEqual(clearableWidth(columns))
      },
    ),
  )
})
