import { describe, expect, test } from 'vitest'
import { closest, countSlips } from './closest.ts'

describe('countSlips', () => {
  test.each([
    ['pull', 'pull', 0],
    ['pul', 'pull', 1],
    ['pulll', 'pull', 1],
    ['pall', 'pull', 1],
    ['shwo', 'show', 1],
    ['hello', 'help', 2],
    ['', 'ls', 2],
  ])('counts from %s to %s %d', (from, to, slips) => {
    expect(countSlips(from, to)).toBe(slips)
  })
})

describe('closest', () => {
  const flags = ['temperature', 'top-p', 'seed', 'stop', 'stats', 'json', 'jsonl']

  test('finds a flag by its beginning', () => {
    expect(closest('temp', flags)).toBe('temperature')
  })

  test('finds a misspelt flag', () => {
    expect(closest('temprature', flags)).toBe('temperature')
    expect(closest('sede', flags)).toBe('seed')
  })

  test('prefers the fewest slips', () => {
    expect(closest('jsonn', flags)).toBe('json')
  })

  test('finds nothing where nothing is near', () => {
    expect(closest('verbose', flags)).toBeUndefined()
  })
})
