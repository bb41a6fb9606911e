import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { StopDetector } from './stop-detector.ts'

/** Pushes all pieces and tells what was delivered after each, with the rest at the end. */
function deliver(stops: readonly string[], pieces: readonly string[]): { texts: string[]; stopped: boolean } {
  const detector = new StopDetector(stops)
  const texts: string[] = []
  for (const piece of pieces) {
    const { text, stopped } = detector.push(piece)
    texts.push(text)
    if (stopped) return { texts, stopped }
  }
  const { text, stopped } = detector.end()
  return { texts: [...texts, text], stopped }
}

describe('StopDetector', () => {
  test('delivers at once when there are no stop strings', () => {
    expect(deliver([], ['a', 'b'])).toEqual({ texts: ['a', 'b', ''], stopped: false })
  })

  test('stops before a stop string that lies within one piece', () => {
    expect(deliver(['END'], ['one END two'])).toEqual({ texts: ['one '], stopped: true })
  })

  test('finds a stop string that is spread over several pieces', () => {
    expect(deliver(['\n\nUser:'], ['fine.\n', '\nUs', 'er', ': more'])).toEqual({
      texts: ['fine.', '', '', ''],
      stopped: true,
    })
  })

  test('holds back only what could still become a stop string', () => {
    expect(deliver(['END'], ['xE', 'Ny', 'E'])).toEqual({ texts: ['x', 'ENy', '', 'E'], stopped: false })
  })

  test('ends at the stop string that begins first, even when a later one is complete before it', () => {
    expect(deliver(['abc', 'b'], ['xab', 'c'])).toEqual({ texts: ['x', ''], stopped: true })
    expect(deliver(['abc', 'b'], ['xab', 'd'])).toEqual({ texts: ['x', 'a'], stopped: true })
  })

  test('ends at a complete stop string when the answer ends while a longer one is open', () => {
    expect(deliver(['abc', 'b'], ['xab'])).toEqual({ texts: ['x', 'a'], stopped: true })
  })

  test('finds stop strings of several bytes a character', () => {
    expect(deliver(['🙂終'], ['text🙂', '終り'])).toEqual({ texts: ['text', ''], stopped: true })
  })

  test('cuts where the whole text would be cut, however it is split', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 })
    const stops = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    })
    fc.assert(
      fc.property(letters, stops, fc.array(fc.nat(4), { maxLength: 20 }), (text, stopStrings, sizes) => {
        const starts = stopStrings.map((stop) => text.indexOf(stop)).filter((at) => at !== -1)
        const pieces: string[] = []
        let at = 0
        for (const size of sizes) {
          pieces.push(text.slice(at, at + size))
          at += size
        }
        pieces.push(text.slice(at))
        const { texts, stopped } = deliver(stopStrings, pieces)
        expect(texts.join('')).toBe(text.slice(0, Math.min(text.length, ...starts)))
        expect(stopped).toBe(starts.length > 0)
      }),
      { numRuns: 2000 },
    )
  })
})
