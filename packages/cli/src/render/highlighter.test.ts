import { expect, test } from 'vitest'
import { Highlighter } from './highlighter.ts'

const paint = (format: string, text: string): string => `<${format}>${text}</>`

function colour(language: string, ...lines: readonly string[]): string[] {
  const highlighter = new Highlighter(language, paint)
  return lines.map((line) => highlighter.line(line))
}

test.each([
  ['py', 'def f(): # x', '<magenta>def</> f(): <dim># x</>'],
  ['sql', "SELECT 'a' FROM t -- c", "<magenta>SELECT</> <green>'a'</> <magenta>FROM</> t <dim>-- c</>"],
  ['json', '{"a": [1, true]}', '{<green>"a"</>: [<yellow>1</>, <magenta>true</>]}'],
  ['sh', 'if [ $# -gt 0 ]; then', '<magenta>if</> [ $# -gt <yellow>0</> ]; <magenta>then</>'],
  ['rust', "fn f<'a>(x: &'a str)", "<magenta>fn</> f<'a>(x: &'a str)"],
  ['go', 'x := a / b', 'x := a / b'],
  ['brainfuck', '+[-]"x"', '+[-]"x"'],
])('%s: %s', (language, line, shown) => {
  expect(colour(language, line)).toEqual([shown])
})

test('a comment or a string of several lines goes on in the next one', () => {
  expect(colour('ts', 'a /* b', 'c */ if', '')).toEqual(['a <dim>/*</><dim> b</>', '<dim>c */</> <magenta>if</>', ''])
  expect(colour('py', '"""a', 'b""" 1')).toEqual(['<green>"""</><green>a</>', '<green>b"""</> <yellow>1</>'])
})

test('loses no letter, whatever the line holds', () => {
  for (const line of ['"unclosed', "it's", '`', '/', '#', '-', '<', '\t x', 'été', '1e5f-3', '\\"']) {
    for (const language of ['ts', 'py', 'sh', 'c', 'go', 'rust', 'json', 'yaml', 'sql', 'ruby', 'html', 'css']) {
      const shown = new Highlighter(language, (_, part) => part).line(line)
      expect(shown).toBe(line)
    }
  }
})
