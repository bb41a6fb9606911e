import { describe, expect, test } from 'vitest'
import { PrefixMemory } from './prefix-memory.ts'

describe('PrefixMemory', () => {
  test('finds where the longest known prefix was answered', () => {
    const memory = new PrefixMemory<string>()
    memory.remember([1, 2], 'a')
    memory.remember([1, 2, 3], 'b')
    memory.remember([1], 'c')
    expect(memory.find([1, 2, 3, 4])).toBe('b')
    expect(memory.find([1, 9])).toBe('c')
    expect(memory.find([9])).toBeUndefined()
  })

  test('forgets what was not used for longest when it is full', () => {
    const memory = new PrefixMemory<string>(2)
    memory.remember([1], 'a')
    memory.remember([2], 'b')
    memory.remember([1], 'a')
    memory.remember([3], 'c')
    expect([memory.find([1]), memory.find([2]), memory.find([3])]).toEqual(['a', undefined, 'c'])
  })
})
