import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { Utf8Pieces } from './utf8-pieces.ts'

describe('Utf8Pieces', () => {
  test('holds back a character until its last byte has come', () => {
    const pieces = new Utf8Pieces()
    const ship = new TextEncoder().encode('⛵!')
    expect([...ship].map((byte) => pieces.push(Uint8Array.of(byte)))).toEqual(['', '', '⛵', '!'])
    expect(pieces.end()).toBe('')
  })

  test('writes a replacement character for a character that is never completed', () => {
    const pieces = new Utf8Pieces()
    expect(pieces.push(Uint8Array.of(0x61, 0xf0, 0x9f))).toBe('a')
    expect(pieces.end()).toBe('\ufffd')
  })

  test('gives back any text cut at any byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(8)), (text, sizes) => {
        const pieces = new Utf8Pieces()
        const bytes = new TextEncoder().encode(text)
        let joined = ''
        let at = 0
        for (const size of sizes) {
          joined += pieces.push(bytes.subarray(at, at + size))
          at += size
        }
        expect(joined + pieces.push(bytes.subarray(at)) + pieces.end()).toBe(text)
      }),
    )
  })
})
