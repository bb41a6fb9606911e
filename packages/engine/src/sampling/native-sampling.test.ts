import type { ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import { withNativeModel } from '../../../../test/support/native-reply.ts'
import { tinyModel } from '../../../../test/support/tiny-model.ts'
import type { NativeContext, NativeModel, NativeSampler } from '../native/binding.ts'
import { loadBinding } from '../native/load-binding.ts'
import { samplerSettings } from './sampler-settings.ts'

// What the addon's samplers make of our settings, held against the published formulas.

/** The state after a prompt, from which tokens can be drawn again and again. */
interface Place {
  context: NativeContext
  logit: number
  sampler: (fields: Partial<ChatCompletionRequest>) => NativeSampler
  /** All logits by token after `sampler` had its way with them. */
  logits: (sampler: NativeSampler) => Promise<Map<number, number>>
}

async function atPlace<T>(use: (place: Place) => Promise<T>): Promise<T> {
  return withNativeModel(await tinyModel(), async (model: NativeModel) => {
    const { binding } = await loadBinding('none')
    const params = { contextSize: 256, batchSize: 64, sequences: 1, flashAttention: 'auto', threads: 1 } as const
    const context = new binding.AddonContext(model, params)
    await context.init()
    const prompt = model.tokenize('Once upon a time', false)
    context.initBatch(prompt.length)
    const [logit = -1] = context.addToBatch(0, 0, prompt, Uint32Array.of(prompt.length - 1))
    await context.decodeBatch()
    const samplers: NativeSampler[] = []
    try {
      return await use({
        context,
        logit,
        sampler: (fields) => {
          const sampler = new binding.AddonSampler(model)
          samplers.push(sampler)
          const request = { model: 'm', messages: [], seed: 1, ...fields }
          sampler.applyConfig(
            samplerSettings(request, { vocabularySize: 10_000, maxTokens: 200, choice: 0, randomSeed: () => 1 }),
          )
          return sampler
        },
        logits: async (sampler) =>
          pairs((await context.sampleToken(logit, sampler, false, false, true, true))[3] ?? []),
      })
    } finally {
      for (const sampler of samplers) sampler.dispose()
      await context.dispose()
    }
  })
}

function pairs(flat: readonly number[]): Map<number, number> {
  const map = new Map<number, number>()
  for (let index = 0; index < flat.length; index += 2) map.set(flat[index] ?? -1, flat[index + 1] ?? Number.NaN)
  return map
}

describe('the native samplers with our settings', () => {
  test('lower logits by count × frequency_penalty + presence_penalty for tokens that came, over a long answer', () =>
    atPlace(async ({ context, logit, sampler, logits }) => {
      const raw = await logits(sampler({ temperature: 0 }))
      const penalised = sampler({ temperature: 0, frequency_penalty: 0.5, presence_penalty: 0.25 })
      const counts = new Map<number, number>()
      // Longer than the 64 tokens the penalties look back on when they are not told otherwise.
      for (let step = 0; step < 150; step++) {
        const token = await context.sampleToken(logit, penalised)
        counts.set(token, (counts.get(token) ?? 0) + 1)
      }
      expect(Math.max(...counts.values())).toBeGreaterThan(3)
      const bent = await logits(penalised)
      for (const [token, value] of raw) {
        const count = counts.get(token) ?? 0
        expect(bent.get(token)).toBeCloseTo(value - count * 0.5 - (count > 0 ? 0.25 : 0), 3)
      }
    }))

  test('raise what came before where penalties are negative', () =>
    atPlace(async ({ context, logit, sampler, logits }) => {
      const raw = await logits(sampler({ temperature: 0 }))
      const drawn = sampler({ temperature: 0, frequency_penalty: -2 })
      const token = await context.sampleToken(logit, drawn)
      expect((await logits(drawn)).get(token)).toBeCloseTo((raw.get(token) ?? 0) + 2, 4)
    }))

  test('never draw a token with bias -100 and always one with bias 100', () =>
    atPlace(async ({ context, logit, sampler }) => {
      const best = await context.sampleToken(logit, sampler({ temperature: 0 }))
      const banned = sampler({ temperature: 2, logit_bias: { [best]: -100 } })
      const forced = sampler({ temperature: 2, logit_bias: { '7': 100 } })
      for (let draw = 0; draw < 200; draw++) {
        expect(await context.sampleToken(logit, banned)).not.toBe(best)
        expect(await context.sampleToken(logit, forced)).toBe(7)
      }
    }))

  test('draw each token as often as temperature and top_p make it likely', () =>
    atPlace(async ({ context, logit, sampler, logits }) => {
      const raw = [...(await logits(sampler({ temperature: 0 })))].toSorted(([, a], [, b]) => b - a)
      const highest = raw[0]?.[1] ?? 0
      const weigh = (temperature: number): number[] => {
        const weights = raw.map(([, value]) => Math.exp((value - highest) / temperature))
        const sum = weights.reduce((total, weight) => total + weight, 0)
        return weights.map((weight) => weight / sum)
      }
      const nucleus: number[] = []
      let held = 0
      for (const [index, probability] of weigh(1).entries()) {
        if (held >= 0.3) break
        held += probability
        nucleus.push(raw[index]?.[0] ?? -1)
      }
      const draws = 2000
      const counts = new Map<number, number>()
      const drawn = sampler({ temperature: 0.7, top_p: 0.3 })
      for (let draw = 0; draw < draws; draw++) {
        const token = await context.sampleToken(logit, drawn)
        counts.set(token, (counts.get(token) ?? 0) + 1)
      }
      const likely = weigh(0.7).slice(0, nucleus.length)
      const sum = likely.reduce((total, weight) => total + weight, 0)
      for (const [index, token] of nucleus.entries()) {
        // Four standard deviations of a binomial draw.
        const expected = (likely[index] ?? 0) / sum
        const margin = 4 * Math.sqrt((expected * (1 - expected)) / draws) + 1 / draws
        expect(Math.abs((counts.get(token) ?? 0) / draws - expected)).toBeLessThan(margin)
      }
      expect([...counts.keys()].filter((token) => !nucleus.includes(token))).toEqual([])
    }))

  test('draw the likeliest token at top_p 0, whatever the temperature', () =>
    atPlace(async ({ context, logit, sampler }) => {
      const best = await context.sampleToken(logit, sampler({ temperature: 0 }))
      const narrow = sampler({ temperature: 2, top_p: 0 })
      for (let draw = 0; draw < 50; draw++) expect(await context.sampleToken(logit, narrow)).toBe(best)
    }))
})
