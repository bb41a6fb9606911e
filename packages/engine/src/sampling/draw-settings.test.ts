import { describe, expect, test } from 'vitest'

import type { AnswerGrammar } from '../native/grammar.ts'
import { DrawSettings } from './draw-settings.ts'

const unused = (): never => expect.unreachable('nothing is drawn here')
const grammar: AnswerGrammar = { steering: new Set(), begin: unused, foresee: unused }
const free = { grammar: undefined, mayEnd: true }

describe('the settings of an answer’s draws', () => {
  test('stay the same object while its state does', () => {
    const draw = new DrawSettings({ temperature: 1, seed: 7 }, [], free)
    const first = draw.under(free)
    draw.drew(5)
    expect(draw.under({ ...free })).toBe(first)
    expect(draw.under({ ...free, grammar })).not.toBe(first)
  })

  test('have another seed after each change, and the same ones again for the same seed', () => {
    const seeds = (): number[] => {
      const draw = new DrawSettings({ temperature: 1, seed: 7 }, [], free)
      return [free, { ...free, grammar }, free].map((state) => draw.under(state).seed)
    }
    expect(new Set(seeds()).size).toBe(3)
    expect(seeds()[0]).toBe(7)
    expect(seeds()).toEqual(seeds())
  })

  test('count what was drawn before for the penalties', () => {
    const penalties = { repeatPenaltyTokens: new Uint32Array(0), repeatPenaltyFrequencyPenalty: 1 }
    const draw = new DrawSettings({ temperature: 1, seed: 7, ...penalties }, [], free)
    draw.drew(5)
    draw.drew(5)
    expect(draw.under({ ...free, grammar }).repeatPenaltyTokens).toEqual(Uint32Array.of(5, 5))
  })

  test('bar the ends of a turn while the answer must go on, beside the biases of the request', () => {
    const bias = { tokenBiasKeys: Uint32Array.of(3), tokenBiasValues: Float32Array.of(2) }
    const draw = new DrawSettings({ temperature: 1, seed: 7, ...bias }, [8, 9], { ...free, mayEnd: false })
    expect(draw.under({ ...free, mayEnd: false })).toMatchObject({
      tokenBiasKeys: Uint32Array.of(3, 8, 9),
      tokenBiasValues: Float32Array.of(2, -Infinity, -Infinity),
    })
    expect(draw.under(free)).toMatchObject(bias)
  })
})
