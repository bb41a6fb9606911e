import { checkChatCompletion } from 'colloquy/validate'
import { expect } from 'vitest'
import type { ConformanceCase } from '../conformance-case.ts'

/** What a whole answer looks like. */
export const completionCases: readonly ConformanceCase[] = [
  {
    behaviour: 'answers a completion of the published shape',
    check: async (asker) => {
      expect(checkChatCompletion(await asker.completion())).toEqual([])
    },
  },
  {
    behaviour: 'fills in what a message and a choice must have even when there is nothing in it',
    check: async (asker) => {
      const { choices, object } = await asker.completion()
      expect(object).toBe('chat.completion')
      expect(choices).toMatchObject([
        { index: 0, logprobs: null, message: { role: 'assistant', content: expect.any(String), refusal: null } },
      ])
      expect(choices[0]?.message).not.toHaveProperty('tool_calls')
      expect(choices[0]?.message).not.toHaveProperty('function_call')
    },
  },
  {
    behaviour: 'counts tokens so that the total is the sum, with the details spelt out',
    check: async (asker) => {
      const { usage } = await asker.completion()
      expect(usage).toMatchObject({
        prompt_tokens: expect.toSatisfy(isCount),
        completion_tokens: expect.toSatisfy(isCount),
        prompt_tokens_details: { cached_tokens: expect.any(Number) },
        completion_tokens_details: { reasoning_tokens: expect.any(Number) },
      })
      expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0))
    },
  },
  {
    behaviour: 'takes null for its default in every optional field',
    check: async (asker) => {
      const nulls = Object.fromEntries(nullableFields.map((field) => [field, null]))
      expect((await asker.completion(nulls)).choices).toHaveLength(1)
    },
  },
]

const nullableFields = [
  'frequency_penalty',
  'presence_penalty',
  'temperature',
  'top_p',
  'n',
  'seed',
  'stop',
  'logit_bias',
  'logprobs',
  'top_logprobs',
  'max_tokens',
  'response_format',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
  'stream_options',
  'store',
  'metadata',
  'user',
  'safety_identifier',
  'service_tier',
  'reasoning_effort',
  'verbosity',
  'modalities',
  'audio',
  'prediction',
  'web_search_options',
  'moderation',
  'prompt_cache_key',
] as const

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0
}
