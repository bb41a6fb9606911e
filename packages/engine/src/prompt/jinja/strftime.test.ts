import { expect, test } from 'vitest'

import { strftime } from './strftime.ts'

const afternoon = new Date(2026, 0, 5, 13, 4, 9, 7)

test.each([
  ['%Y-%m-%d', '2026-01-05'],
  ['%d %b %Y', '05 Jan 2026'],
  ['%B %d, %Y', 'January 05, 2026'],
  ['%A %a %-d/%-m', 'Monday Mon 5/1'],
  ['%H:%M:%S %I %p', '13:04:09 01 PM'],
  ['%j %y %e %% %F %T', '005 26  5 % 2026-01-05 13:04:09'],
  ['%Q', '%Q'],
])('%s is written as the C library writes it', (format, expected) => {
  expect(strftime(afternoon, format)).toBe(expected)
})
