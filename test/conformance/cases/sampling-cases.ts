import { expect } from 'vitest'
import type { Fields } from '../asker.ts'
import type { ConformanceCase } from '../conformance-case.ts'

const needs = { samples: 'a model of one text says it whatever the sampling fields are' }
const greedy: Fields = { temperature: 0, max_completion_tokens: 12 }
const wild: Fields = { temperature: 1.5, max_completion_tokens: 12 }

/** A token of plain text in the vocabulary of every target's model. */
const plainToken = 40

/** What the fields that steer sampling do. */
export const samplingCases: readonly ConformanceCase[] = [
  {
    behaviour: 'repeats itself with the same seed and not with others',
    needs,
    check: async (asker) => {
      const first = await asker.text({ ...wild, seed: 7 })
      expect(await asker.text({ ...wild, seed: 7 })).toBe(first)
      expect(await asker.text({ ...wild, seed: 8 })).not.toBe(first)
    },
  },
  {
    behaviour: 'does not repeat itself without a seed',
    needs,
    check: async (asker) => {
      expect(await asker.text(wild)).not.toBe(await asker.text(wild))
    },
  },
  {
    behaviour: 'says the same at temperature 0 and at top_p 0, whatever the seed',
    needs,
    check: async (asker) => {
      const first = await asker.text(greedy)
      expect(await asker.text({ ...greedy, seed: 1 })).toBe(first)
      expect(await asker.text({ ...greedy, temperature: 1, top_p: 0, seed: 2 })).toBe(first)
    },
  },
  {
    behaviour: 'answers `n` times, differently, also with a seed, and adds up the tokens',
    needs,
    check: async (asker) => {
      const { choices, usage } = await asker.completion({ ...wild, seed: 1, n: 3, logprobs: true })
      expect(choices.map(({ index }) => index)).toEqual([0, 1, 2])
      expect(new Set(choices.map(({ message }) => message.content)).size).toBe(3)
      const written = choices.map(({ logprobs }) => logprobs?.content?.length ?? 0)
      expect(usage?.completion_tokens).toBeGreaterThanOrEqual(written.reduce((sum, count) => sum + count, 0))
    },
  },
  {
    behaviour: 'says a token biased by 100 and nothing else, and a token biased by -100 never',
    needs,
    check: async (asker) => {
      const liked = await asker.text({ logit_bias: { [plainToken]: 100 }, max_completion_tokens: 4 })
      expect(liked).toBe(liked.slice(0, liked.length / 4).repeat(4))
      const banned: Fields = { logit_bias: { [plainToken]: -100 }, logprobs: true, top_logprobs: 20 }
      expect(await asker.text({ ...wild, ...banned })).not.toContain(liked.slice(0, liked.length / 4))
    },
  },
  {
    behaviour: 'repeats itself less under penalties',
    needs,
    check: async (asker) => {
      const stuck: Fields = { temperature: 0, max_completion_tokens: 24, logit_bias: { [plainToken]: 8 } }
      const plain = await asker.text(stuck)
      const varied = await asker.text({ ...stuck, frequency_penalty: 2, presence_penalty: 2 })
      expect(varied).not.toBe(plain)
    },
  },
  {
    behaviour: 'leaves no trace of one request in the next',
    needs,
    check: async (asker) => {
      const before = await asker.text(greedy)
      const odd: Fields = {
        logit_bias: { [plainToken]: 100 },
        temperature: 2,
        top_p: 0.1,
        seed: 3,
        frequency_penalty: 2,
      }
      await asker.completion({ ...odd, stop: ['a', 'e'] })
      expect(await asker.text(greedy)).toBe(before)
    },
  },
]
