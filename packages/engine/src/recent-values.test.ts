import { expect, test } from 'vitest'

import { RecentValues } from './recent-values.ts'

test('makes a value once and forgets the one whose last use is longest ago', () => {
  const made: string[] = []
  const values = new RecentValues<string>(2)
  const get = (key: string): string =>
    values.get(key, () => {
      made.push(key)
      return key.toUpperCase()
    })
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A', 'B'])
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('does not keep what could not be made', () => {
  const values = new RecentValues<number>(2)
  const fail = (): never => {
    throw new Error('no')
  }
  expect(() => values.get('a', fail)).toThrow('no')
  expect(values.get('a', () => 1)).toBe(1)
})
