import { expect, test } from 'vitest'
import { textTable } from './text-table.ts'
import { textWidth } from './text-width.ts'

const head = ['NAME', 'SIZE', 'NOTE']
const rows = [
  ['small', '98.4 MB', 'runs anywhere'],
  ['large', '1.9 GB', ''],
]

test('columns are aligned, quantities by their last digit', () => {
  expect(textTable(head, rows)).toBe('NAME      SIZE  NOTE\nsmall  98.4 MB  runs anywhere\nlarge   1.9 GB\n')
})

test('a table wider than the terminal is a list of what its rows say', () => {
  expect(textTable(head, rows, { columns: 20 })).toBe(
    'small\n  SIZE  98.4 MB\n  NOTE  runs anywhere\nlarge\n  SIZE  1.9 GB\n',
  )
})

test.each([60, 50, 40, 35])('a column that may be cut makes room within %i columns', (columns) => {
  const long = [
    ['bcd234', '2026-11-26 04:20', 'Name a boat for a captain of forty years 帆船の名前を三つ教えて'],
    ['fgh567', '2026-11-26 04:21', 'Short'],
  ]
  const lines = textTable(['ID', 'UPDATED', 'NAME'], long, { columns, shrink: 'NAME' }).trimEnd().split('\n')
  expect(lines).toHaveLength(columns < 38 ? 6 : 3)
  if (columns >= 38) for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns)
  expect(lines.join('')).toContain('Short')
})
