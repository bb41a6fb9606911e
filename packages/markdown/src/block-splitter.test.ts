import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockEvent, Container } from './block-event.ts'
import { BlockSplitter } from './block-splitter.ts'

function split(...pieces: readonly string[]): BlockEvent[] {
  const splitter = new BlockSplitter()
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()]
}

// Blocks as lines: where they stand, what they are, what they hold.
function outline(...pieces: readonly string[]): string[] {
  const lines: string[] = []
  for (const event of split(...pieces)) {
    if (event.type === 'open') {
      const { kind, ...details } = event.block
      const facts = Object.values(details).flat().join(' ')
      lines.push(
        [...event.path.map(mark), `${kind}${facts === '' ? '' : ` ${facts}`}${event.apart ? ' apart' : ''}: `].join(
          ' ',
        ),
      )
    } else if (event.type === 'text') lines.push(`${lines.pop() ?? ''}${event.text.replaceAll('\n', '⏎')}`)
    else if (event.type === 'row') lines.push(`${lines.pop() ?? ''}[${event.cells.join('|')}]`)
  }
  return lines
}

function mark(container: Container): string {
  if (container.kind === 'quote') return '>'
  const bullet = container.number === undefined ? '-' : `${container.number}.`
  return container.done === undefined ? bullet : `${bullet}[${container.done ? 'x' : ' '}]`
}

describe('blocks', () => {
  test.each<[string, readonly string[]]>([
    ['one\ntwo\n\nthree', ['paragraph: one⏎two', 'paragraph apart: three']],
    ['# Title #\ntext', ['heading 1: Title', 'paragraph: text']],
    ['#hashtag', ['paragraph: #hashtag']],
    ['```ts\nlet a\n\n  b\n```\nafter', ['code ts: let a⏎⏎  b⏎', 'paragraph: after']],
    ['~~~\n```\n~~~', ['code: ```⏎']],
    ['```\nnever closed', ['code: never closed']],
    ['```inline``` code', ['paragraph: ```inline``` code']],
    ['    indented\n\n      more\n\ntext', ['code: indented⏎⏎  more⏎', 'paragraph apart: text']],
    ['---\n***\n_ _ _', ['rule: ', 'rule: ', 'rule: ']],
    ['**bold** text', ['paragraph: **bold** text']],
    ['- a\n- b\n\n  c', ['- paragraph: a', '- paragraph: b', '- paragraph apart: c']],
    ['1. a\n   - b\n2. c', ['1. paragraph: a', '1. - paragraph: b', '2. paragraph: c']],
    ['- [x] done\n- [ ] open\n- [x](y)', ['-[x] paragraph: done', '-[ ] paragraph: open', '- paragraph: [x](y)']],
    ['-\n- a', ['- paragraph: ', '- paragraph: a']],
    ['In\n1999. was\n1. b', ['paragraph: In⏎1999. was', '1. paragraph: b']],
    ['> a\nlazy\n> > b\n\nc', ['> paragraph: a⏎lazy', '> > paragraph: b', 'paragraph apart: c']],
    ['> ```\n> a\nb', ['> code: a⏎', 'paragraph: b']],
    ['- ```js\n  a\n  ```\n  b', ['- code js: a⏎', '- paragraph: b']],
    ['| a | b |\n|---|--:|\n| 1 | x \\| y |\nafter', ['table left right: [a|b][1|x | y]', 'paragraph: after']],
    ['So:\n| a |\n|:-:|', ['paragraph: So:', 'table centre: [a]']],
    ['| a |\n| b |\n\n|', ['paragraph: | a |⏎| b |', 'paragraph apart: |']],
    ['$$\na\n+ b\n$$\nafter', ['formula: $$⏎a⏎+ b⏎$$⏎', 'paragraph: after']],
    ['So\n\\[ x \\]\nthen', ['paragraph: So', 'formula: \\[ x \\]⏎', 'paragraph: then']],
    ['- $$x\n  y$$, or', ['- formula: $$x⏎y$$⏎', '- paragraph: , or']],
    ['$$ never\n\nclosed', ['formula: $$ never⏎', 'paragraph apart: closed']],
    ['> $$\n> x\nout', ['> formula: $$⏎x⏎', 'paragraph: out']],
    ['$$x$$ is that', ['paragraph: $$x$$ is that']],
    ['$$ is the shell', ['paragraph: $$ is the shell']],
    ['$5 a day', ['paragraph: $5 a day']],
    ['a\r\nb\rc\n', ['paragraph: a⏎b⏎c']],
    ['', []],
  ])('%j', (text, blocks) => {
    expect(outline(text)).toEqual(blocks)
  })
})

test('tells the words of a line before the line ends', () => {
  const splitter = new BlockSplitter()
  expect(splitter.push('- Wind')).toMatchObject([{ type: 'open' }, { type: 'text', text: 'Wind' }])
  expect(splitter.push('ward')).toEqual([{ type: 'text', text: 'ward' }])
})

const markdown = fc
  .array(
    fc.constantFrom(
      ...'a b\n#-*+_`~>|.:1[x] '.split(''),
      '\n\n',
      '```',
      '    ',
      '- ',
      '1. ',
      '> ',
      '|--|\n',
      '| a |\n',
      '\r\n',
      '\t',
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''))

test('tells the same however the text is cut', () => {
  fc.assert(
    fc.property(markdown, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (text, sizes) => {
      const pieces: string[] = []
      for (let at = 0; at < text.length;) {
        const size = sizes.next().value ?? 1
        pieces.push(text.slice(at, at + size))
        at += size
      }
      expect(outline(...pieces)).toEqual(outline(text))
    }),
    { numRuns: 2000 },
  )
})

test('loses no letter that is not a mark', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('- ', '> ', '\n', '\n\n', '  ', '# ', 'a', 'bc'), { maxLength: 40 }),
      (pieces) => {
        const text = pieces.join('')
        const letters = split(text)
          .map((event) => (event.type === 'text' ? event.text : ''))
          .join('')
        expect(letters.replaceAll(/[^abc]/gu, '')).toBe(text.replaceAll(/[^abc]/gu, ''))
      },
    ),
  )
})

test('reads quotes in quotes as text where nobody could read them any more', () => {
  expect(outline('>'.repeat(40))).toEqual([`${'> '.repeat(32)}paragraph: >>>>>>>>`])
})
