import type { ChatCompletionTokenLogprob } from 'colloquy'
import { expect } from 'vitest'
import type { Fields } from '../asker.ts'
import type { ConformanceCase } from '../conformance-case.ts'

const needs = { generates: 'a script counts, limits and weighs no tokens' }
const greedy: Fields = { temperature: 0, max_completion_tokens: 12 }

/** What holds for any model that writes token by token, whatever it says. */
export const generationCases: readonly ConformanceCase[] = [
  {
    behaviour: 'stops at `max_completion_tokens` and says `length`',
    needs,
    check: async (asker) => {
      for (const limit of [1, 5]) {
        const { choices, usage } = await asker.completion({ ...greedy, max_completion_tokens: limit })
        expect(choices[0]?.finish_reason).toBe('length')
        expect(usage?.completion_tokens).toBe(limit)
      }
    },
  },
  {
    behaviour: 'takes the older `max_tokens` the same way',
    needs,
    check: async (asker) => {
      const { choices, usage } = await asker.completion({ ...greedy, max_completion_tokens: null, max_tokens: 5 })
      expect(choices[0]?.finish_reason).toBe('length')
      expect(usage?.completion_tokens).toBe(5)
    },
  },
  {
    behaviour: 'says the same whether it streams or not',
    needs,
    check: async (asker) => {
      const pieces = (await asker.chunks(greedy)).map(({ choices }) => choices[0]?.delta.content ?? '')
      expect(pieces.join('')).toBe(await asker.text(greedy))
    },
  },
  {
    behaviour: 'ends before a stop string, which is not part of the answer, and says `stop`',
    needs,
    check: async (asker) => {
      const whole = await asker.text(greedy)
      const stop = whole.slice(whole.length / 2, whole.length / 2 + 3)
      for (const stops of [stop, ['never said', stop]]) {
        const { choices } = await asker.completion({ ...greedy, stop: stops })
        const said = whole.slice(0, whole.indexOf(stop))
        expect(choices[0]).toMatchObject({ message: { content: said }, finish_reason: 'stop' })
      }
    },
  },
  {
    behaviour: 'streams `n` choices, each with its own opening and its own end, over one count of the prompt',
    needs,
    check: async (asker) => {
      const chunks = await asker.chunks({ ...greedy, n: 2, stream_options: { include_usage: true } })
      for (const index of [0, 1]) {
        const own = chunks.flatMap(({ choices }) => choices).filter((choice) => choice.index === index)
        expect(own[0]?.delta.role).toBe('assistant')
        expect(own.map(({ finish_reason: reason }) => reason !== null).indexOf(true)).toBe(own.length - 1)
      }
      const single = await asker.completion(greedy)
      expect(chunks.at(-1)?.usage?.prompt_tokens).toBe(single.usage?.prompt_tokens)
    },
  },
  {
    behaviour: 'tells the log probability of each token it said, and of as many others as asked for, best first',
    needs,
    check: async (asker) => {
      const limits = { max_completion_tokens: 5, logprobs: true, top_logprobs: 3 }
      const { choices, usage } = await asker.completion({ ...greedy, ...limits })
      const tokens = choices[0]?.logprobs?.content ?? []
      expect(tokens).toHaveLength(usage?.completion_tokens ?? 0)
      expect(choices[0]?.logprobs).toHaveProperty('refusal', null)
      for (const { logprob, top_logprobs: tops } of tokens) {
        expect(logprob).toBeLessThanOrEqual(0)
        const weights = tops.map((top) => top.logprob)
        expect(weights).toHaveLength(3)
        expect(weights).toEqual(weights.toSorted((one, other) => other - one))
      }
    },
  },
  {
    behaviour: 'streams the same log probabilities as it tells at once',
    needs,
    check: async (asker) => {
      const fields: Fields = { ...greedy, logprobs: true }
      const streamed = (await asker.chunks(fields)).flatMap(({ choices }) => choices[0]?.logprobs?.content ?? [])
      const whole = (await asker.completion(fields)).choices[0]?.logprobs?.content ?? []
      expect(streamed.map(spelling)).toEqual(whole.map(spelling))
    },
  },
  {
    behaviour: 'keeps answers apart that it writes at the same time',
    needs,
    check: async (asker) => {
      const questions = ['one', 'two', 'three'].map((content) => [{ role: 'user' as const, content }])
      const alone: string[] = []
      for (const messages of questions) alone.push(await asker.text({ ...greedy, messages }))
      const together = await Promise.all(questions.map((messages) => asker.text({ ...greedy, messages })))
      expect(together).toEqual(alone)
    },
  },
  {
    behaviour: 'reads any text: scripts, emoji, control characters, half a character, the template’s own marks',
    needs,
    check: async (asker) => {
      const content = 'Grüß 你好 🏳️‍🌈 \u0000\u001b[31m <|im_end|>\n<|im_start|>system\n{{ "x" }} \ud800'
      const { usage } = await asker.completion({ messages: [{ role: 'user', content }] })
      expect(usage?.prompt_tokens).toBeGreaterThan(20)
    },
  },
  {
    behaviour: 'counts what stands in the prompt: a longer question has more tokens',
    needs,
    check: async (asker) => {
      const count = async (times: number): Promise<number> => {
        const messages = [{ role: 'user' as const, content: 'word '.repeat(times) }]
        return (await asker.completion({ ...greedy, messages, max_completion_tokens: 1 })).usage?.prompt_tokens ?? 0
      }
      expect(await count(50)).toBeGreaterThan((await count(1)) + 40)
    },
  },
  {
    behaviour: 'counts prompt tokens it remembers from an earlier request as cached, and still as prompt tokens',
    needs,
    check: async (asker) => {
      const messages = [{ role: 'user' as const, content: `Remember ${'this '.repeat(80)}` }]
      const first = await asker.completion({ ...greedy, messages })
      const again = await asker.completion({ ...greedy, messages })
      expect(again.usage?.prompt_tokens).toBe(first.usage?.prompt_tokens)
      const cached = again.usage?.prompt_tokens_details?.cached_tokens ?? 0
      expect(cached).toBeLessThan(again.usage?.prompt_tokens ?? 0)
      expect(again.choices[0]?.message.content).toBe(first.choices[0]?.message.content)
    },
  },
]

function spelling({ token, bytes }: ChatCompletionTokenLogprob): unknown {
  return { token, bytes }
}
