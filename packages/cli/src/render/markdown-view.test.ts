import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textWidth } from '../terminal/text-width.ts'
import { MarkdownView } from './markdown-view.ts'
import { stripStyle } from './word-wrap.ts'

// Formats as tags, so that a test reads like what one sees.
const style = (format: string, text: string): string => `<${format}>${text}</${format}>`
const plain = (_: string, text: string): string => text

function view(pieces: readonly string[], options: { columns?: number; style?: typeof style } = {}): string {
  const shown = new MarkdownView({ columns: options.columns ?? 40, style: options.style ?? plain })
  return pieces.map((piece) => shown.push(piece)).join('') + shown.end()
}

describe('Markdown on a terminal', () => {
  test.each([
    ['one\n\ntwo', 'one\n\ntwo\n'],
    ['a line\nand the next', 'a line\nand the next\n'],
    ['- a\n- b\n  - c', ' • a\n • b\n    • c\n'],
    ['1. a\n2. b', ' 1. a\n 2. b\n'],
    ['- [x] done\n- [ ] open', ' ☑ done\n ☐ open\n'],
    ['> quoted\n> more', '│ quoted\n│ more\n'],
    ['```\nx = 1\n\ny\n```\nafter', '  x = 1\n  \n  y\n\nafter\n'],
    ['| a | b |\n|---|--:|\n| long cell | 1 |', 'a         │ b\n──────────┼──\nlong cell │ 1\n'],
    ['text\n\n---\n\nmore', `text\n\n${'─'.repeat(39)}\n\nmore\n`],
    ['[words](https://x.y) <https://x.y>', 'words (https://x.y) https://x.y\n'],
    ['', ''],
  ])('%j', (markdown, shown) => {
    expect(view([markdown])).toBe(shown)
  })

  test('breaks lines by the width of now where the terminal is resized meanwhile', () => {
    const surface = { columns: 40, style: plain }
    const shown = new MarkdownView(surface)
    const before = shown.push('several words that fill a line of some forty columns ')
    surface.columns = 20
    const after = shown.push('and a few more words that come once it is narrow') + shown.end()
    expect(Math.max(...before.split('\n').map(textWidth))).toBeGreaterThan(20)
    for (const line of after.split('\n').slice(1)) expect(textWidth(line)).toBeLessThan(20)
  })

  test('marks emphasis, code and headings by their looks', () => {
    expect(view(['# T\n\n**b** *i* ~~s~~ `c`'], { style })).toBe(
      '<underline><bold>T</bold></underline>\n\n<bold>b</bold> <italic>i</italic> <strikethrough>s</strikethrough> <yellow>c</yellow>\n',
    )
  })

  test('leaves formulas as they were written, to be read', () => {
    expect(view(['Let $a_1*b_2*c$ be\n$$\n\\frac{a}{b}\n$$\nand \\(x\\) cost $5 or $10.'], { style })).toBe(
      'Let <magenta>$a_1*b_2*c$</magenta> be\n\n' +
        '  <magenta>$$</magenta>\n  <magenta>\\frac{a}{b}</magenta>\n  <magenta>$$</magenta>\n\n' +
        'and <magenta>\\(x\\)</magenta> cost $5 or $10.\n',
    )
  })

  test('breaks lines between words, under the words of a list item', () => {
    expect(view(['- one two three four five'], { columns: 16 })).toBe(' • one two\n   three four\n   five\n')
  })

  test('breaks Chinese, Japanese and Korean anywhere, by their width', () => {
    expect(view(['一二三四五六七'], { columns: 9 })).toBe('一二三四\n五六七\n')
  })

  test('wraps the cells of a table that is too wide', () => {
    const shown = view(['| name | what |\n|---|---|\n| a | several words that are too long |'], { columns: 24 })
    expect(shown.split('\n').every((line) => textWidth(line) < 24)).toBe(true)
    expect(shown.replaceAll(/[│\s]+/gu, ' ')).toContain('several words that are too long')
  })

  test('shows control characters instead of obeying them, in code as in text', () => {
    expect(view(['\u001b[31mred\n\n```\n\u001b]0;x\u0007\n```'])).toBe('␛[31mred\n\n  ␛]0;x␇\n')
  })
})

test('shows words as soon as they are whole and never takes anything back', () => {
  const shown = new MarkdownView({ columns: 40, style: plain })
  expect(['Wind', 'ward is', ' a **bo', 'ld** name'].map((piece) => shown.push(piece))).toEqual([
    '',
    'Windward',
    ' is a',
    ' bold',
  ])
  expect(shown.end()).toBe(' name\n')
})

test('shows code line by line, coloured', () => {
  const shown = new MarkdownView({ columns: 40, style })
  expect(shown.push('```ts\nconst a = "x" // y')).toBe('')
  expect(shown.push('\n')).toBe('  <magenta>const</magenta> a = <green>"x"</green> <dim>// y</dim>\n')
})

test('never passes the width of the terminal where words fit in it', () => {
  const words = fc.constantFrom('a', 'word', '**bold**', '`code`', '漢字', '\n', '\n\n', '- ', '> ', '1. ', '# ')
  fc.assert(
    fc.property(fc.array(words, { maxLength: 60 }), fc.integer({ min: 24, max: 60 }), (parts, columns) => {
      const shown = view([parts.join(' ')], { columns })
      for (const line of shown.split('\n')) expect(textWidth(stripStyle(line))).toBeLessThanOrEqual(columns)
    }),
  )
})

test('shows the same however the text is cut', () => {
  const parts = fc.constantFrom(
    'a ',
    'b',
    '\n',
    '\n\n',
    '- ',
    '> ',
    '**',
    '`',
    '```\n',
    '| a |\n',
    '|--|\n',
    '\r\n',
    '漢',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 40 }), (pieces) => {
      expect(view(pieces.join('').split(''))).toBe(view([pieces.join('')]))
    }),
  )
})
