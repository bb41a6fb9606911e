import { describe, expect, test } from 'vitest'
import { byteSize, count, duration } from './quantity.ts'

describe('byteSize', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [98_362_432, '98.4 MB'],
    [999_499_999, '999 MB'],
    [999_500_000, '1.00 GB'],
    [5_030_000_000, '5.03 GB'],
    [2_000_000_000_000, '2.00 TB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(byteSize(bytes)).toBe(text)
  })
})

describe('duration', () => {
  test.each([
    [0, '0 ms'],
    [350.4, '350 ms'],
    [1000, '1.0 s'],
    [9949, '9.9 s'],
    [9951, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [65_000, '1 min 05 s'],
    [7_380_000, '2 h 03 min'],
  ])('writes %d milliseconds as %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text)
  })
})

test('separates thousands in a count', () => {
  expect(count(131_072)).toBe('131,072')
})
