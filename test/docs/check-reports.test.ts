import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { checkCases } from '../../packages/cli/src/check/run-check.ts'

const page = readFileSync(new URL('../../docs/reference/check-reports.md', import.meta.url), 'utf8')
const titles = new Map(checkCases.map(({ id, title, habit = false }) => [`${id}: ${title}`, habit]))
const reports = Array.from(page.matchAll(/^## (.+)\n[^]*?```text\n([^]*?)```/gm), ([, server = '', report = '']) => ({
  server,
  report,
}))

test('the page of check reports says how many points there are', () => {
  expect(page).toContain(`checks ${checkCases.length} points`)
  expect(reports.length).toBeGreaterThan(3)
})

describe.each(reports)('the check report of $server', ({ report }) => {
  const points = Array.from(report.matchAll(/^([✗~-]) (.+)$/gmu), ([, mark = '', point = '']) => ({ mark, point }))

  test('names points as the command does today', () => {
    for (const { mark, point } of points) {
      expect([...titles.keys()]).toContain(point)
      if (mark !== '-') expect(mark, point).toBe(titles.get(point) === true ? '~' : '✗')
    }
  })

  test('ends with its counts, which the table at the top repeats', () => {
    const [not = 0, unlike = 0, skipped = 0] = ['✗', '~', '-'].map(
      (mark) => points.filter((each) => each.mark === mark).length,
    )
    const same = checkCases.length - points.length
    const told = unlike > 0 ? `${unlike} unlike OpenAI’s service in what is not published, ` : ''
    expect(report.trim().split('\n').at(-1)).toBe(`${same} as published, ${not} not, ${told}${skipped} skipped`)
    expect(page.replaceAll(/ +/g, ' ')).toContain(` | ${same} | ${not} | ${unlike} | ${skipped} |`)
  })
})
