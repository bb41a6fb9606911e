import { InvalidRequestError } from 'colloquy'
import type { ChatCompletionRequest } from 'colloquy/protocol'
import { describe, expect, test } from 'vitest'

import type { SamplerConfig } from '../native/binding.ts'
import { samplerSettings } from './sampler-settings.ts'
import { seedFor } from './seed.ts'

function settings(fields: Partial<ChatCompletionRequest>, choice = 0): SamplerConfig {
  const request = { model: 'm', messages: [], ...fields }
  return samplerSettings(request, { vocabularySize: 100, maxTokens: 50, choice, randomSeed: () => 42 })
}

describe('samplerSettings', () => {
  test('samples at temperature 1 from the whole distribution when nothing is set', () => {
    expect(settings({})).toEqual({ temperature: 1, seed: seedFor(42, 0) })
  })

  test('reads null as the default', () => {
    expect(settings({ temperature: null, top_p: null, seed: null, logit_bias: null, presence_penalty: null })).toEqual(
      settings({}),
    )
  })

  test('gives each choice of a seeded request a seed of its own', () => {
    expect(settings({ seed: 5 }).seed).toBe(settings({ seed: 5 }).seed)
    expect(settings({ seed: 5 }, 1).seed).not.toBe(settings({ seed: 5 }).seed)
  })

  test('lets penalties look back on the whole answer', () => {
    expect(settings({ presence_penalty: 0.5, frequency_penalty: -2 })).toMatchObject({
      repeatPenaltyTokens: new Uint32Array(0),
      repeatPenaltyMaxTokens: 50,
      repeatPenaltyPresencePenalty: 0.5,
      repeatPenaltyFrequencyPenalty: -2,
    })
  })

  test('adds biases to logits, the outermost ones beyond what any logit can make up for', () => {
    const { tokenBiasKeys, tokenBiasValues } = settings({ logit_bias: { '3': -100, '7': 1.5, '99': 100 } })
    expect(tokenBiasKeys).toEqual(Uint32Array.of(3, 7, 99))
    expect(tokenBiasValues).toEqual(Float32Array.of(-10_000, 1.5, 10_000))
  })

  test.each(['100', '-1', 'hello', '1.5'])('refuses a bias for token %s of a vocabulary of 100', (token) => {
    expect(() => settings({ logit_bias: { [token]: 1 } })).toThrow(InvalidRequestError)
  })
})
