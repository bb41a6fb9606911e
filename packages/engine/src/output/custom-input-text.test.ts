import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { CustomInputText } from './custom-input-text.ts'

function read(pieces: readonly string[]): string[] {
  const input = new CustomInputText()
  return pieces.map((piece) => input.push(piece))
}

describe('the input of a custom tool', () => {
  test('is read out of its JSON, however that is cut, in whole characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, ascii) => {
        const json = JSON.stringify({ input: text })
        const escaped = ascii
          ? json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          : json
        const pieces = read(Array.from(escaped))
        expect(pieces.join('')).toBe(text)
        for (const piece of pieces) expect(piece.isWellFormed() || !text.isWellFormed()).toBe(true)
      }),
    )
  })

  test('is told as soon as it is written', () => {
    expect(read(['{"inp', 'ut": "a', 'b\\', 'n\\ud83d', '\\ude42c', '"}'])).toEqual(['', 'a', 'b', '\n', '🙂c', ''])
  })

  test('may hold half of a pair that has no other half', () => {
    expect(read(['{"input": "\\ud83d', 'x"}']).join('')).toBe('\ud83dx')
    expect(read(['{"input": "\\ud83d"}']).join('')).toBe('\ud83d')
  })
})
