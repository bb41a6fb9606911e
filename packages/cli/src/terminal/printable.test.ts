import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printable, printableLine } from './printable.ts'

describe('printable', () => {
  test.each([
    ['plain text', 'a\tb\nc – ⛵', 'a\tb\nc – ⛵'],
    ['a window title', '\u001b]0;owned\u0007', '␛]0;owned␇'],
    ['a clear screen', '\u001b[2J', '␛[2J'],
    ['a carriage return that would overwrite the line', 'safe\revil', 'safe␍evil'],
    ['a line end of Windows', 'a\r\nb', 'a\nb'],
    ['the eight-bit form of an escape sequence', '\u009b2J', '\ufffd2J'],
    ['a delete', 'a\u007f', 'a␡'],
  ])('shows %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  test('leaves no control character but newline and tab, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/(?![\n\t])\p{Cc}/u)
      }),
    )
  })

  test('keeps a name on one line', () => {
    expect(printableLine('a\n b\u001b')).toBe('a b␛')
  })
})
