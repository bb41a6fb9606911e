import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'
import { recitation } from '../recitation.ts'

const recites = 'only of a text known beforehand can each character be checked'
const long = { max_completion_tokens: 300 }

/** What becomes, on its way to the caller, of a text that is known beforehand. */
export const recitalCases: readonly ConformanceCase[] = [
  {
    behaviour: 'delivers a text to the letter, in any script, and says `stop` where the model ended by itself',
    needs: { recites },
    check: async (asker) => {
      const { choices } = await asker.completion(long)
      expect(choices[0]).toMatchObject({ message: { content: recitation }, finish_reason: 'stop' })
    },
  },
  {
    behaviour: 'streams the same text in pieces that are never cut within a character',
    needs: { recites },
    check: async (asker) => {
      const pieces = (await asker.chunks(long)).map(({ choices }) => choices[0]?.delta.content ?? '')
      expect(pieces.length).toBeGreaterThan(5)
      expect(pieces.join('')).toBe(recitation)
      for (const piece of pieces) expect(piece).not.toMatch(/\p{Cs}|\ufffd/u)
    },
  },
  {
    behaviour: 'finds a stop string of any script across the pieces it comes in',
    needs: { recites, generates: 'a script does not look for stop strings' },
    check: async (asker) => {
      for (const stop of ['世界', '👩‍👧', '"quotes" \\', '\n\t', 'Ende']) {
        const { choices } = await asker.completion({ ...long, stop: ['never said', stop] })
        const said = recitation.slice(0, recitation.indexOf(stop))
        expect(choices[0]).toMatchObject({ message: { content: said }, finish_reason: 'stop' })
      }
    },
  },
  {
    behaviour: 'ends at the stop string that comes first in the text, whatever their order in the request',
    needs: { recites, generates: 'a script does not look for stop strings' },
    check: async (asker) => {
      const { choices } = await asker.completion({ ...long, stop: ['Ende', 'naïve', '世'] })
      expect(choices[0]?.message.content).toBe('Grüß Gott, ')
    },
  },
  {
    behaviour: 'delivers what might have become a stop string but did not',
    needs: { recites, generates: 'a script does not look for stop strings' },
    check: async (asker) => {
      const { choices } = await asker.completion({ ...long, stop: ['Gott, 世x', 'Endes', '👩‍👩‍👦'] })
      expect(choices[0]).toMatchObject({ message: { content: recitation }, finish_reason: 'stop' })
    },
  },
  {
    behaviour: 'spells a text in the bytes of its log probabilities, whole characters or not',
    needs: { recites, generates: 'a script weighs no tokens' },
    check: async (asker) => {
      const { choices } = await asker.completion({ ...long, logprobs: true })
      const bytes = (choices[0]?.logprobs?.content ?? []).flatMap((token) => token.bytes ?? [])
      expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(recitation)
    },
  },
]
