import { expect, test } from 'vitest'
import { FakeIo } from '../__fixtures__/fake-io.ts'
import { commandGroups, commands } from '../commands/table.ts'
import { main } from '../main.ts'
import { overviewPage } from './overview-page.ts'

const plain = { columns: 80, bold: (text: string) => text, name: (text: string) => text }
const page = overviewPage(commandGroups, plain)

test.each(commands)('has one line for the command $name', ({ name, summary }) => {
  expect(page.split('\n').map((line) => line.trim().replace(/ +/, ' '))).toContain(`${name} ${summary}`)
})

test('is short: the flags that most people need, and where the others are', () => {
  expect(page.split('\n').length).toBeLessThan(70)
  expect(page).toContain('--model NAME')
  expect(page).not.toContain('--top-p')
  expect(page).toContain('colloquy help ask')
})

test.each([40, 60, 80, 100])('passes %d columns with no line but an example', (columns) => {
  const long = overviewPage(commandGroups, { ...plain, columns })
    .split('\n')
    .filter((line) => line.length > columns && !/^ {2}(?:colloquy|git) /.test(line))
  expect(long).toEqual([])
})

test.each([['--help'], ['-h'], ['help']])('is what `colloquy %s` prints', async (word) => {
  const io = new FakeIo()
  expect(await main([word], io)).toBe(0)
  expect(io.stdout.text).toBe(page)
})
