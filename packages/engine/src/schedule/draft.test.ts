import { afterEach, describe, expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import type { SamplerConfig } from '../native/binding.ts'
import { PredictionDraft } from '../sampling/prediction-draft.ts'
import { Prediction } from '../sampling/prediction.ts'
import { schedulerBench, type BenchOptions, type SchedulerBench } from './__fixtures__/scheduler-bench.ts'

const benches: SchedulerBench[] = []
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close()
})

async function setUp(options: BenchOptions = {}): Promise<SchedulerBench> {
  const bench = await schedulerBench(await tinyModel(), { parallel: 2, ...options })
  benches.push(bench)
  return bench
}

function draftOf(tokens: readonly number[]): PredictionDraft {
  return new PredictionDraft(new Prediction(Uint32Array.from(tokens)))
}

/** What was said, with a stretch in the middle that is not. */
function almost(tokens: readonly number[]): number[] {
  return [...tokens.slice(0, 20), 5, 6, 7, ...tokens.slice(24)]
}

const samplings: [string, SamplerConfig][] = [
  ['greedily', { temperature: 0, seed: 1 }],
  ['at temperature 1', { temperature: 1, seed: 11 }],
  [
    'with top_p and penalties',
    {
      temperature: 1.3,
      seed: 5,
      topP: 0.9,
      repeatPenaltyTokens: new Uint32Array(0),
      repeatPenaltyMaxTokens: 60,
      repeatPenaltyPresencePenalty: 0.5,
      repeatPenaltyFrequencyPenalty: 0.5,
    },
  ],
]

describe('a guess at the answer', () => {
  test.each(samplings)('takes fewer steps and never changes what is drawn: %s', async (_, sampling) => {
    const { generate, steps } = await setUp()
    const plain = await generate('A long time ago', { limit: 60, sampling })
    const stepsAlone = steps.length
    for (const guess of [plain.tokens, almost(plain.tokens), plain.tokens.toReversed()]) {
      steps.length = 0
      const guessed = await generate('A long time ago', { limit: 60, sampling, draft: draftOf(guess) })
      expect(guessed.tokens).toEqual(plain.tokens)
      if (guess === plain.tokens) expect(steps.length).toBeLessThan(stepsAlone / 4)
    }
  })

  test('leaves the answers beside it alone, and the next turn right', async () => {
    const { generate, tokenize } = await setUp()
    const alone = await generate('beside', { limit: 40 })
    const plain = await generate('before', { limit: 60 })
    const [guessed, beside] = await Promise.all([
      generate('before', { limit: 60, draft: draftOf(almost(plain.tokens)) }),
      generate('beside', { limit: 40 }),
    ])
    expect(guessed.tokens).toEqual(plain.tokens)
    expect(beside.tokens).toEqual(alone.tokens)
    const next = await generate('before and after', { limit: 20 })
    const fresh = await setUp()
    expect(next.tokens).toEqual((await fresh.generate('before and after', { limit: 20 })).tokens)
    expect(next.cached).toBeLessThan(tokenize('before and after').length)
  })

  test('is right as well where the model cannot forget a wrong guess', async () => {
    const { generate } = await setUp({ truncates: false })
    const plain = await generate('A long time ago', { limit: 40 })
    const guessed = await generate('A long time ago', { limit: 40, draft: draftOf(almost(plain.tokens)) })
    expect(guessed.tokens).toEqual(plain.tokens)
  })

  test('never overfills a step or a slot', async () => {
    const { generate, steps, tokenize } = await setUp({ parallel: 3, batchSize: 8 })
    const limit = 1024 - tokenize('on and on').length
    const { tokens } = await generate('on and on', { limit })
    steps.length = 0
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => generate('on and on', { limit, draft: draftOf(tokens) })),
    )
    for (const answer of answers) expect(answer.tokens).toHaveLength(limit)
    for (const parts of steps) {
      expect(parts.reduce((sum, part) => sum + part.tokens.length, 0)).toBeLessThanOrEqual(8)
      for (const part of parts) expect(part.position + part.tokens.length).toBeLessThanOrEqual(1024)
    }
  })
})
