import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Inline } from './inline.ts'
import { plainText } from './inline.ts'
import { InlineStream } from './inline-stream.ts'
import { parseInline } from './parse-inline.ts'

// Inline parts as a line: s() strong, e() emphasis, d() struck, c() code, l() link, i() image, f() formula, F() one by itself, ⏎ a break.
function outline(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return inline.text
        case 'code':
          return `c(${inline.text})`
        case 'formula':
          return `${inline.display ? 'F' : 'f'}(${inline.tex})`
        case 'break':
          return '⏎'
        case 'image':
          return `i(${inline.alt}→${inline.url})`
        case 'link':
          return `l(${outline(inline.children)}→${inline.url})`
        case 'strong':
          return `s(${outline(inline.children)})`
        case 'emphasis':
          return `e(${outline(inline.children)})`
        case 'struck':
          return `d(${outline(inline.children)})`
      }
    })
    .join('')
}

function stream(...pieces: readonly string[]): readonly Inline[] {
  const inline = new InlineStream()
  return [...pieces.flatMap((piece) => inline.push(piece)), ...inline.end()]
}

describe('formulas', () => {
  test.each([
    ['$x$', 'f(x)'],
    ['so $a_1 * b_2 * c$ is', 'so f(a_1 * b_2 * c) is'],
    ['$$x = 1$$', 'F(x = 1)'],
    ['\\(x\\) and \\[ y \\]', 'f(x) and F(y)'],
    ['**$x$**', 's(f(x))'],
    ['$\\text{for all } n$', 'f(\\text{for all } n)'],
    ['$a \\$ b$', 'f(a \\$ b)'],
    ['$\\frac{1}{2}$, then', 'f(\\frac{1}{2}), then'],
    ['$5 and $10', '$5 and $10'],
    ['between $5 and $10, or 7$ more', 'between $5 and $10, or 7$ more'],
    ['$20-$30', '$20-$30'],
    ['for $10 — **with** $x$ of it', 'for $10 — s(with) f(x) of it'],
    ['$10, $20 (or $x$)', '$10, $20 (or f(x))'],
    ['It costs $5.', 'It costs $5.'],
    ['set $HOME and $PATH', 'set $HOME and $PATH'],
    ['US$ 5 or 6$', 'US$ 5 or 6$'],
    ['a `$x$` b', 'a c($x$) b'],
    ['$x `y` z$', '$x c(y) z$'],
    ['\\$x\\$', '$x$'],
    ['\\(not closed', '(not closed'],
    ['$$', '$$'],
    ['$x\ny$', '$x y$'],
  ])('%j', (text, expected) => {
    expect(outline(parseInline(text).inlines)).toBe(expected)
    expect(outline(stream(...text.split(''))).replaceAll('⏎', ' ')).toBe(expected)
  })

  test('a price holds nothing up for long', () => {
    const inline = new InlineStream()
    const shown = 'It costs $5 for the first one'.split(' ').map((word) => outline(inline.push(`${word} `)))
    expect(shown.join('|')).toBe('It| costs| |$5 for| the| first| one')
  })
})

describe('inline parts', () => {
  test.each([
    ['plain', 'plain'],
    ['a *b* _c_ **d** ~~e~~', 'a e(b) e(c) s(d) d(e)'],
    ['***both***', 'e(s(both))'],
    ['**a *b* c**', 's(a e(b) c)'],
    ['snake_case_name and 2*3*4', 'snake_case_name and 2e(3)4'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['*never closed', '*never closed'],
    ['`code *x*` and ``a`b``', 'c(code *x*) and c(a`b)'],
    ['`never closed', '`never closed'],
    ['\\*literal\\*', '*literal*'],
    ['[text](https://x.y "title")', 'l(text→https://x.y)'],
    ['[**b** t](u)', 'l(s(b) t→u)'],
    ['![alt *x*](u)', 'i(alt x→u)'],
    ['[not a link] (x)', '[not a link] (x)'],
    ['<https://x.y> <b>', 'l(https://x.y→https://x.y) <b>'],
    ['&amp; &lt; &copy', '& < &copy'],
    ['one\ntwo  \nthree', 'one two⏎three'],
    ['a<br>b', 'a⏎b'],
  ])('%j', (text, parts) => {
    expect(outline(parseInline(text).inlines)).toBe(parts)
  })

  test('have the words without their marks as plain text', () => {
    expect(plainText(parseInline('**a** `b`<br>![c](d) [e](f)').inlines)).toBe('a b c e')
  })
})

test('holds back only what could still become something else', () => {
  const inline = new InlineStream()
  expect(outline(inline.push('plain **bo'))).toBe('plain ')
  expect(outline(inline.push('ld** x'))).toBe('s(bold) x')
})

test('reads a mark by the letter behind it, also where that letter came later', () => {
  expect(outline(stream(...'**b.*b.**!'.split('')))).toBe(outline(parseInline('**b.*b.**!').inlines))
})

test('shows a stray star at last instead of stopping the stream', () => {
  const inline = new InlineStream()
  expect(outline(inline.push(`*${'word '.repeat(100)}`))).toMatch(/^\*word word/u)
})

test('says the same however the text is cut', () => {
  const markdown = fc
    .array(
      fc.constantFrom('*', '**', '_', '`', '``', '[', '](u)', '!', '~~', '\\', ' ', 'a', 'b.', '\n', '&lt;', '<', '>'),
      {
        maxLength: 40,
      },
    )
    .map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(markdown, (text) => {
      expect(outline(stream(...text.split('')))).toBe(outline(parseInline(text).inlines))
    }),
    { numRuns: 2000 },
  )
})

test('loses no letter', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '_', '[', ']', ' ', '`'), maxLength: 900 }),
      (text) => {
        const letters = plainText(stream(...text.split(''))).replaceAll(/[^ab]/gu, '')
        expect(letters).toBe(text.replaceAll(/[^ab]/gu, ''))
      },
    ),
    { numRuns: 200 },
  )
})
