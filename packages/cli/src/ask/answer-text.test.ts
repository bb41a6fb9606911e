import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { piece } from '../__fixtures__/fake-io.ts'
import { AnswerText } from './answer-text.ts'

function written(...pieces: Parameters<typeof piece>[]): string {
  const text = new AnswerText()
  return pieces.map((args) => text.push(piece(...args))).join('') + text.end()
}

describe('AnswerText', () => {
  test('ends with exactly one newline, however many came', () => {
    expect(written([{ content: 'a' }])).toBe('a\n')
    expect(written([{ content: 'a\n' }])).toBe('a\n')
    expect(written([{ content: 'a\n\n' }], [{ content: '\r\n' }])).toBe('a\n')
  })

  test('writes newlines that turn out to be in the middle', () => {
    expect(written([{ content: 'a\n' }], [{ content: '\n' }], [{ content: 'b' }])).toBe('a\n\nb\n')
  })

  test('writes an empty answer as an empty line', () => {
    expect(written([{}, 'stop'])).toBe('\n')
  })

  test('keeps spaces at both ends', () => {
    expect(written([{ content: '  a ' }])).toBe('  a \n')
  })

  test('joins a surrogate pair that was cut between chunks', () => {
    const text = new AnswerText()
    expect(text.push(piece({ content: '⛵\ud83d' }))).toBe('⛵')
    expect(text.push(piece({ content: '\udea2' }))).toBe('\ud83d\udea2')
  })

  test('writes a refusal as what it is: the answer', () => {
    expect(written([{ refusal: 'I would rather not.' }, 'stop'])).toBe('I would rather not.\n')
  })

  test('streams the first choice and sets the others apart in their order', () => {
    const text = new AnswerText()
    expect(text.push(piece({ content: 'second' }, null, 1))).toBe('')
    expect(text.push(piece({ content: 'first\n' }, null, 0))).toBe('first')
    expect(text.push(piece({}, 'stop', 1))).toBe('')
    expect(text.push(piece({}, 'stop', 0))).toBe('\n\nsecond')
    expect(text.push(piece({ content: 'third' }, 'stop', 2))).toBe('\n\nthird')
    expect(text.end()).toBe('\n')
  })

  test('writes the same bytes however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '⛵', '😀', 'é') }),
        fc.array(fc.nat()),
        (whole, cuts) => {
          const text = new AnswerText()
          const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].toSorted((a, b) => a - b)
          const parts = [0, ...places].map((from, i) => whole.slice(from, places[i] ?? whole.length))
          const got = parts.map((content) => text.push(piece({ content }))).join('') + text.end()
          expect(got).toBe(`${whole.replace(/[\r\n]+$/u, '')}\n`)
        },
      ),
    )
  })
})
