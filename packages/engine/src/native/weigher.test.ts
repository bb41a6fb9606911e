import { afterAll, beforeAll, expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { readGguf } from '../models/index.ts'
import { vocabularySize } from '../model-facts.ts'
import { tokenLogprob } from '../sampling/token-logprobs.ts'
import type { SamplerConfig } from './binding.ts'
import type { LlamaContext, TokenWeights } from './context.ts'
import type { AnswerGrammar } from './grammar.ts'
import { loadBinding } from './load-binding.ts'
import { LlamaModel } from './model.ts'

let model: LlamaModel
let context: LlamaContext
let place: number

beforeAll(async () => {
  const path = await tinyModel()
  model = await LlamaModel.load(await loadBinding('none'), path, {
    vocabularySize: vocabularySize(await readGguf(path)),
  })
  context = await model.createContext({ contextSize: 64, sequences: 1, batchSize: 32, threads: 1 })
  const tokens = model.tokenize('Once upon a time', { special: false })
  place = (await context.decode([{ sequence: 0, position: 0, tokens, draws: 1 }]))[0]?.[0] ?? -1
})

afterAll(async () => {
  await context[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
})

async function weigh(token: number, count: number): Promise<TokenWeights> {
  using weigher = model.createWeigher(count)
  return await context.weigh(place, weigher, token)
}

test('tells logits that agree with the whole distribution in double precision', async () => {
  const all = await weigh(0, model.vocabularySize)
  const logits = new Map(Array.from({ length: all.top.length / 2 }, (_, at) => [all.top[2 * at], all.top[2 * at + 1]]))
  expect(logits.size).toBe(model.vocabularySize)
  const values = [...logits.values()].map(Number)
  const highest = Math.max(...values)
  const sum = values.reduce((total, value) => total + Math.exp(value - highest), 0)
  for (const token of [0, 42, 77, all.top[0] ?? -1]) {
    const { logprob, top_logprobs } = tokenLogprob(await weigh(token, 5), {
      bytes: () => new Uint8Array(0),
      text: String,
    })
    expect(logprob).toBeCloseTo(Number(logits.get(token)) - highest - Math.log(sum), 5)
    expect(top_logprobs.map((likely) => Number(likely.token))).toEqual([0, 2, 4, 6, 8].map((at) => all.top[at]))
    for (const likely of top_logprobs) {
      expect(likely.logprob).toBeCloseTo(Number(logits.get(Number(likely.token))) - highest - Math.log(sum), 5)
    }
  }
})

test('tells the likeliest tokens alone where they are asked for, and repeats itself', async () => {
  const none = await weigh(7, 0)
  expect(none.top).toEqual([])
  expect(await weigh(7, 3)).toEqual({ ...none, top: expect.anything() })
})

test('weighs the likeliest token without being told it, as a greedy draw would take it', async () => {
  using greedy = model.createSampler({ temperature: 0, seed: 0 })
  using weigher = model.createWeigher(2)
  const token = await context.sample(place, greedy)
  expect(await context.weigh(place, weigher)).toEqual(await weigh(token, 2))
  expect((await context.weigh(place, weigher)).token).toBe(token)
})

test('only a greedy draw that nothing bends takes the likeliest token', async () => {
  const bent = [
    { tokenBiasKeys: Uint32Array.of(1), tokenBiasValues: Float32Array.of(1) },
    { repeatPenaltyTokens: new Uint32Array(0), repeatPenaltyPresencePenalty: 1 },
  ]
  const takesLikeliest = (config: Partial<SamplerConfig>, grammar?: AnswerGrammar): boolean => {
    using sampler = model.createSampler({ temperature: 0, seed: 0, ...config }, grammar)
    return sampler.takesLikeliest
  }
  expect(takesLikeliest({})).toBe(true)
  expect(takesLikeliest({ temperature: 0.1 })).toBe(false)
  for (const config of bent) expect(takesLikeliest(config)).toBe(false)
  expect(takesLikeliest({}, await model.createGrammar('root ::= "a"'))).toBe(false)
})
