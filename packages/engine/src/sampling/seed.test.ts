import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { seedFor } from './seed.ts'

describe('seedFor', () => {
  test('answers 32 bits, the same for the same number, and never the one that means "draw from the clock"', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(127), (seed, choice) => {
        const folded = seedFor(seed, choice)
        expect(folded).toBe(seedFor(seed, choice))
        expect(Number.isInteger(folded) && folded >= 0 && folded < 0xffff_ffff).toBe(true)
      }),
    )
  })

  test('differs for numbers that differ only beyond 32 bits, in sign, or in the choice', () => {
    const seeds = [seedFor(7, 0), seedFor(7 + 2 ** 32, 0), seedFor(7 + 2 ** 45, 0), seedFor(-7, 0), seedFor(7, 1)]
    expect(new Set(seeds).size).toBe(seeds.length)
  })
})
