import { describe, expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { readGguf } from '../models/gguf/read-gguf.ts'
import type { SamplerConfig } from './binding.ts'
import type { LlamaContext } from './context.ts'
import { loadBinding } from './load-binding.ts'
import { LlamaModel } from './model.ts'

/** A model that has read a prompt, and the place its next token can be drawn from. */
async function atPlace<T>(
  use: (place: { model: LlamaModel; context: LlamaContext; logits: number }) => Promise<T>,
): Promise<T> {
  const path = await tinyModel()
  const tokens = (await readGguf(path, { arrays: true })).metadata.get('tokenizer.ggml.tokens')
  const vocabularySize = Array.isArray(tokens) ? tokens.length : 0
  const model = await LlamaModel.load(await loadBinding('none'), path, { vocabularySize })
  const context = await model.createContext({ contextSize: 128, sequences: 1, batchSize: 64, threads: 1 })
  try {
    const prompt = model.tokenize('Once upon a time', { special: false })
    const [[logits = -1] = []] = await context.decode([{ sequence: 0, position: 0, tokens: prompt, draws: 1 }])
    return await use({ model, context, logits })
  } finally {
    await context[Symbol.asyncDispose]()
    await model[Symbol.asyncDispose]()
  }
}

const settings: SamplerConfig = { temperature: 1, seed: 1 }

describe('a sampler under a grammar', () => {
  test('takes what must follow without a draw, in the tokens that the tokenizer spells it with', () =>
    atPlace(async ({ model, context, logits }) => {
      const grammar = await model.createGrammar('root ::= "[" [0-9] "]: the end"')
      using sampler = model.createSampler(settings, grammar)
      const drawn = [await context.sample(logits, sampler), await context.sample(logits, sampler)]
      const forced = sampler.takeForced()
      const text = [...drawn, ...forced].map((token) => new TextDecoder().decode(model.tokenBytes(token))).join('')
      expect(text).toMatch(/^\[\d\]: the end$/)
      expect(model.isEndOfGeneration(forced.at(-1) ?? -1)).toBe(true)
      expect(forced.slice(0, -1)).toEqual([...model.tokenize(text.slice(2), { special: false })])
    }))

  test('takes nothing ahead where a bias or a penalty has a say', () =>
    atPlace(async ({ model }) => {
      const grammar = await model.createGrammar('root ::= "abc"')
      for (const more of [
        { tokenBiasKeys: Uint32Array.of(1), tokenBiasValues: Float32Array.of(5) },
        { repeatPenaltyTokens: new Uint32Array(0), repeatPenaltyMaxTokens: 9, repeatPenaltyPresencePenalty: 1 },
      ]) {
        using sampler = model.createSampler({ ...settings, ...more }, grammar)
        expect(sampler.takeForced()).toEqual([])
      }
    }))

  test.each([
    ['few tokens are left', 'root ::= [a-f] [\\x00-\\U0010FFFF]*'],
    ['many are left', 'root ::= [A-Za-z ] [\\x00-\\U0010FFFF]*'],
    ['hardly any is taken', 'root ::= [Z] [a-z]*'],
  ])('draws as a search of the whole vocabulary would: %s', (_, text) =>
    atPlace(async ({ model, context, logits }) => {
      const grammar = await model.createGrammar(text)
      const rounds = 1500
      const shares = async (more: Partial<SamplerConfig>): Promise<Map<number, number>> => {
        const counts = new Map<number, number>()
        for (let seed = 0; seed < rounds; seed++) {
          using sampler = model.createSampler({ ...settings, ...more, seed }, grammar)
          const token = await context.sample(logits, sampler)
          counts.set(token, (counts.get(token) ?? 0) + 1 / rounds)
        }
        return counts
      }
      // A bias of nothing has the whole vocabulary searched.
      const searched = await shares({ tokenBiasKeys: Uint32Array.of(0), tokenBiasValues: Float32Array.of(0) })
      const drawn = await shares({})
      const distance = [...new Set([...searched.keys(), ...drawn.keys()])]
        .map((token) => Math.abs((searched.get(token) ?? 0) - (drawn.get(token) ?? 0)))
        .reduce((sum, each) => sum + each, 0)
      // Two samples of one distribution over 60 tokens differ by about 0.2 in all; of another one by far more.
      expect(distance / 2).toBeLessThan(0.16)
    }),
  )

  test('repeats with its seed', () =>
    atPlace(async ({ model, context, logits }) => {
      const grammar = await model.createGrammar('root ::= [a-z]{40}')
      const write = async (seed: number): Promise<number[]> => {
        using sampler = model.createSampler({ ...settings, seed }, grammar)
        const tokens: number[] = []
        for (let count = 0; count < 12; count++) tokens.push(await context.sample(logits, sampler))
        return tokens
      }
      expect(await write(5)).toEqual(await write(5))
      expect(await write(5)).not.toEqual(await write(6))
    }))
})
