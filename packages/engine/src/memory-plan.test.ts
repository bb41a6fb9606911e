import { describe, expect, test } from 'vitest'

import { planMemory } from './memory-plan.ts'

const small = { contextLength: 8192, kvBytesPerToken: 20_000, fileSize: 100_000_000 }
const plenty = 64e9

describe('planMemory', () => {
  test('gives four answers the context the model was trained for, at most 8192', () => {
    expect(planMemory(small, {}, plenty)).toMatchObject({ contextSize: 8192, parallel: 4, kvBytes: 655_360_000 })
    expect(planMemory({ ...small, contextLength: 2048 }, {}, plenty).contextSize).toBe(2048)
    expect(planMemory({ ...small, contextLength: 131_072 }, {}, plenty).contextSize).toBe(8192)
  })

  test('takes what the caller wants', () => {
    expect(planMemory(small, { contextSize: 32_768, parallel: 16 }, plenty)).toMatchObject({
      contextSize: 32_768,
      parallel: 16,
    })
  })

  test('lowers first how many answers run at a time, then how long they are, where memory is short', () => {
    expect(planMemory(small, {}, 1e9)).toMatchObject({ contextSize: 8192, parallel: 2 })
    expect(planMemory(small, {}, 0.5e9)).toMatchObject({ contextSize: 4096, parallel: 1 })
    expect(planMemory(small, {}, 0.1e9)).toMatchObject({ contextSize: 2048, parallel: 1 })
  })

  test('lowers only what the caller left open', () => {
    expect(planMemory(small, { parallel: 4 }, 0.8e9)).toMatchObject({ contextSize: 4096, parallel: 4 })
    expect(planMemory(small, { contextSize: 8192 }, 0.8e9)).toMatchObject({ contextSize: 8192, parallel: 2 })
  })

  test('refuses sizes that cannot fit, with both numbers', () => {
    expect(() => planMemory(small, { contextSize: 1_000_000 }, 8e9)).toThrow(/need 20\.0 GB .* 8\.0 GB may be used/)
  })
})
