import { expect, test } from 'vitest'
import { InputView } from './input-view.ts'

// Plays what is written on a little screen; the cursor is shown as ▏.
function play(written: string, columns: number): string[] {
  const rows: string[][] = [[]]
  let row = 0
  let column = 0
  const pattern = new RegExp(String.fromCharCode(27) + '\\[(\\d*)([ABCJHm])|\r|\n|[^]', 'gu')
  for (const [part, count = '', letter] of written.matchAll(pattern)) {
    const steps = count === '' ? 1 : Number(count)
    if (letter === 'A') row -= steps
    else if (letter === 'B') row += steps
    else if (letter === 'C') column += steps
    else if (letter === 'J') {
      rows.length = row + 1
      rows[row]?.splice(column)
    } else if (letter !== undefined) continue
    else if (part === '\r') column = 0
    else if (part === '\n') row++
    else {
      expect(column).toBeLessThan(columns)
      ;(rows[row] ??= [])[column++] = part
    }
    rows[row] ??= []
  }
  ;(rows[row] ?? []).splice(column, 0, '▏')
  return rows.map((letters) => letters.join('').trimEnd())
}

const frame = (text: string, cursor = text.length, hint = '', choices: readonly string[] = []) => ({
  prompt: '> ',
  promptWidth: 2,
  text,
  cursor,
  hint,
  choices,
})

test('draws the text and puts the cursor into it', () => {
  expect(play(new InputView().draw(frame('hello', 2), 20, 10), 20)).toEqual(['> he▏llo'])
})

test('draws lines under each other, and long ones in several rows', () => {
  expect(play(new InputView().draw(frame('one\ntwo'), 20, 10), 20)).toEqual(['> one', '  two▏'])
  expect(play(new InputView().draw(frame('abcdefghij'), 8, 10), 8)).toEqual(['> abcde', 'fghij▏'])
})

test('draws over what it drew before and nothing else', () => {
  const view = new InputView()
  const written = `above\r\n${view.draw(frame('a\nb\nc'), 20, 10)}${view.draw(frame('x', 0, 'hint'), 20, 10)}`
  expect(play(written, 20)).toEqual(['above', '> ▏x', 'hint'])
})

test('leaves the text standing and the hint not', () => {
  const view = new InputView()
  expect(play(view.draw(frame('a\nb', 0, 'hint'), 20, 10) + view.leave(), 20)).toEqual(['> a', '  b', '▏'])
})

test('shows what is to choose from in columns, read downwards', () => {
  const choices = ['/model', '/set', '/file', '/endpoint', '/x']
  expect(play(new InputView().draw(frame('/', 1, '', choices), 40, 20), 40)).toEqual([
    '> /▏',
    '/model      /file       /x',
    '/set        /endpoint',
  ])
})

test('says how many choices find no room', () => {
  const choices = Array.from({ length: 9 }, (_, index) => `choice ${index}`)
  const shown = play(new InputView().draw(frame('/', 1, '', choices), 20, 9), 20)
  expect(shown).toEqual(['> /▏', 'choice 0   choice 2', 'choice 1   choice 3', '… and 5 more'])
})

test('behind the last letter the cursor stays where the terminal has it, however wide that shows an emoji', () => {
  expect(new InputView().draw(frame('👩‍👩‍👧'), 20, 10).endsWith('👧')).toBe(true)
})

test('shows the rows around the cursor of a text that is taller than the terminal', () => {
  const text = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n')
  expect(play(new InputView().draw(frame(text), 20, 6), 20)).toEqual([
    '  line 46',
    '  line 47',
    '  line 48',
    '  line 49▏',
  ])
})

test('stands where it stood when the terminal was made narrower and broke its rows', () => {
  const view = new InputView()
  view.draw(frame('abcdefghijkl\nmnop'), 20, 10)
  // Fourteen columns are two rows of eight now, so the row below them, where the cursor stands, moved down by one.
  expect(view.draw(frame('abcdefghijkl\nmnop'), 8, 10)).toMatch(goesUp(2))
  view.draw(frame('abcdefghijkl'), 20, 10)
  expect(view.draw(frame('abcdefghijkl'), 20, 10)).toMatch(goesUp(0))
  expect(view.draw(frame('abcdefghijkl'), 5, 10)).toMatch(goesUp(2))
})

test('goes up no further when the terminal was made wider', () => {
  const view = new InputView()
  view.draw(frame('abcdefghijkl'), 8, 10)
  expect(view.draw(frame('abcdefghijkl'), 30, 10)).toMatch(goesUp(1))
  expect(view.draw(frame('x'), 30, 10)).toMatch(goesUp(0))
})

const goesUp = (rows: number) => new RegExp(`^${rows === 0 ? '' : `.\\[${rows}A`}\r`, 'u')
