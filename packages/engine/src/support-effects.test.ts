import type { ChatCompletion, ChatCompletionRequest } from 'colloquy/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { scriptedModel } from '../../../test/support/scripted-model.ts'
import { tinyModel } from '../../../test/support/tiny-model.ts'
import { ask, chunksOf, failure } from './__fixtures__/ask.ts'
import { createEngine } from './engine.ts'
import type { Engine } from './local-engine.ts'
import { cacheTerms, type CacheTerms } from './schedule/cache-terms.ts'
import { supportTable } from './support-table.ts'

type Fields = Partial<ChatCompletionRequest>

const sizes = { threads: 1, gpu: 'none', contextSize: 1024 } as const

let tiny: Engine
let reasoner: Engine

beforeAll(async () => {
  tiny = await createEngine({ ...sizes, parallel: 2, model: await tinyModel() })
  const says = `<think>${'so '.repeat(300)}</think>Yes.`
  const model = await scriptedModel({ says, userTokens: ['<think>', '</think>'] })
  reasoner = await createEngine({ ...sizes, parallel: 1, model })
})

afterAll(() => Promise.all([tiny.close(), reasoner.close()]))

const greedy = { temperature: 0, max_tokens: 12 }
const wild = { temperature: 1.5, seed: 1, max_tokens: 12 }
const now = { type: 'function', function: { name: 'now' } } as const
const required = { tools: [now], tool_choice: 'required', max_tokens: 100 } as const

const asks = { role: 'user', content: 'Say' } as const

function begins(content: string): ChatCompletionRequest['messages'][number] {
  return { role: 'assistant', content }
}

async function said(fields: Fields, engine: Engine = tiny): Promise<string> {
  return (await ask(engine, 'Say', fields)).choices[0]?.message.content ?? ''
}

async function first(fields: Fields): Promise<ChatCompletion['choices'][number]> {
  return (await ask(tiny, 'Say', fields)).choices[0] ?? expect.unreachable('there is no choice')
}

/** With the field the answer is another than without. */
function changes(fields: Fields, base: Fields): () => Promise<void> {
  return async () => expect(await said({ ...base, ...fields })).not.toBe(await said(base))
}

/** Of each field, what shows that it was not ignored. */
const effects: Readonly<Record<keyof ChatCompletionRequest, () => Promise<void>>> = {
  messages: async () =>
    expect((await ask(tiny, 'A b c d e f', greedy)).usage?.prompt_tokens).toBeGreaterThan(
      (await ask(tiny, 'A', greedy)).usage?.prompt_tokens ?? 0,
    ),
  model: async () =>
    expect(await failure(ask(tiny, 'x', { model: 'other' }))).toMatchObject({ code: 'model_not_found' }),
  stream: async () => expect((await chunksOf(tiny, 'x', { ...greedy, stream: true })).at(-1)?.usage).toBeUndefined(),
  stream_options: async () => {
    const chunks = await chunksOf(tiny, 'x', { ...greedy, stream: true, stream_options: { include_usage: true } })
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(12)
  },
  max_completion_tokens: async () =>
    expect((await ask(tiny, 'x', { temperature: 0, max_completion_tokens: 3 })).usage?.completion_tokens).toBe(3),
  max_tokens: async () =>
    expect((await ask(tiny, 'x', { temperature: 0, max_tokens: 3 })).usage?.completion_tokens).toBe(3),
  n: async () => expect((await ask(tiny, 'x', { ...greedy, n: 3 })).choices).toHaveLength(3),
  stop: async () => {
    const whole = await said(greedy)
    expect(await said({ ...greedy, stop: whole.slice(4, 6) })).toBe(whole.slice(0, whole.indexOf(whole.slice(4, 6))))
  },
  temperature: changes({ temperature: 1.5 }, { seed: 1, max_tokens: 12, top_p: 1, temperature: 0 }),
  top_p: changes({ top_p: 0 }, wild),
  seed: changes({ seed: 2 }, wild),
  frequency_penalty: changes({ frequency_penalty: 2 }, { temperature: 0, max_tokens: 40, logit_bias: { '40': 8 } }),
  presence_penalty: changes({ presence_penalty: 2 }, { ...wild, max_tokens: 40 }),
  logit_bias: changes({ logit_bias: { '40': 100 } }, greedy),
  logprobs: async () => expect((await first({ ...greedy, logprobs: true })).logprobs?.content).toHaveLength(12),
  top_logprobs: async () => {
    const { logprobs } = await first({ ...greedy, logprobs: true, top_logprobs: 4 })
    expect(logprobs?.content?.[0]?.top_logprobs).toHaveLength(4)
  },
  response_format: async () => {
    const schema = { enum: ['yes', 'no'] }
    const response_format = { type: 'json_schema', json_schema: { name: 'a', schema } } as const
    expect(['"yes"', '"no"']).toContain(await said({ ...greedy, max_tokens: 30, response_format }))
  },
  tools: async () => {
    const without = await ask(tiny, 'x', greedy)
    const told = await ask(tiny, 'x', { ...greedy, tools: [now] })
    expect(told.usage?.prompt_tokens).toBeGreaterThan(without.usage?.prompt_tokens ?? 0)
  },
  tool_choice: async () =>
    expect((await first({ ...required, parallel_tool_calls: false })).finish_reason).toBe('tool_calls'),
  parallel_tool_calls: async () =>
    expect((await first({ ...required, parallel_tool_calls: false })).message.tool_calls).toHaveLength(1),
  functions: async () => {
    const without = await ask(tiny, 'x', greedy)
    const told = await ask(tiny, 'x', { ...greedy, functions: [{ name: 'now' }] })
    expect(told.usage?.prompt_tokens).toBeGreaterThan(without.usage?.prompt_tokens ?? 0)
  },
  function_call: async () => {
    const forced = { functions: [{ name: 'now' }], function_call: { name: 'now' }, max_tokens: 100 }
    expect((await first(forced)).message.function_call).toEqual({ name: 'now', arguments: '{}' })
  },
  continue_final_message: async () => {
    const whole = await said(greedy)
    const { usage } = await ask(tiny, 'Say', greedy)
    const goOn = {
      continue_final_message: true,
      add_generation_prompt: false,
      messages: [asks, begins(whole)],
    } as const
    expect((await ask(tiny, '', { ...greedy, ...goOn })).usage?.prompt_tokens).toBeGreaterThan(
      usage?.prompt_tokens ?? 0,
    )
    expect(await said({ ...greedy, messages: goOn.messages })).not.toBe(await said({ ...greedy, ...goOn }))
  },
  add_generation_prompt: async () => {
    const error = await failure(ask(tiny, 'x', { add_generation_prompt: false }))
    expect(error).toMatchObject({ status: 400, param: 'add_generation_prompt' })
  },
  reasoning_effort: async () => {
    const { usage } = await ask(reasoner, 'Why?', { reasoning_effort: 'minimal', max_tokens: 290 })
    const reasoned = usage?.completion_tokens_details?.reasoning_tokens ?? 0
    expect(reasoned).toBeGreaterThanOrEqual(256)
    expect(reasoned).toBeLessThan(280)
    expect(await failure(ask(tiny, 'x', { reasoning_effort: 'low' }))).toMatchObject({ param: 'reasoning_effort' })
  },
  verbosity: changes({ verbosity: 'low' }, greedy),
  prediction: async () => {
    const prediction = { type: 'content', content: await said(greedy) } as const
    const { usage } = await ask(tiny, 'Say', { ...greedy, prediction })
    expect(usage?.completion_tokens_details?.accepted_prediction_tokens).toBeGreaterThan(0)
  },
  modalities: refused({ modalities: ['text', 'audio'], audio: { voice: 'alloy', format: 'wav' } }, 'modalities'),
  audio: refused({ audio: { voice: 'alloy', format: 'wav' } }, 'audio'),
  web_search_options: refused({ web_search_options: {} }, 'web_search_options'),
  moderation: refused({ moderation: { model: 'omni-moderation-latest' } }, 'moderation'),
  service_tier: async () =>
    expect(await ask(tiny, 'x', { ...greedy, service_tier: 'flex' })).toHaveProperty('service_tier', 'flex'),
  store: refused({ store: true }, 'store'),
  // Without a store it means nothing, and with one the server keeps it.
  metadata: async () =>
    expect(await failure(ask(tiny, 'x', { metadata: { a: 'b' } }))).toMatchObject({ param: 'metadata' }),
  user: takesTurns('user'),
  safety_identifier: takesTurns('safety_identifier'),
  prompt_cache_key: sparesPlaces,
  prompt_cache_options: async () => {
    const prompt_cache_options = { mode: 'explicit' } as const
    await ask(tiny, 'Remember all of this question for later', greedy)
    const { usage } = await ask(tiny, 'Remember all of this question for later', { ...greedy, prompt_cache_options })
    expect(usage?.prompt_tokens_details?.cached_tokens).toBe(0)
  },
  // What passes in an hour is seen in schedule/slots.test.ts, whose clock can be set.
  prompt_cache_retention: () => {
    const terms = (fields: Fields): CacheTerms => cacheTerms({ model: 'm', messages: [], ...fields })
    expect(terms({ prompt_cache_retention: 'in_memory' }).retention).toBeLessThan(terms({}).retention)
    return Promise.resolve()
  },
}

function refused(fields: Fields, param: string): () => Promise<void> {
  return async () => {
    const error = await failure(ask(tiny, 'x', fields))
    expect(error).toMatchObject({ status: 400, param, code: expect.stringMatching(/^unsupported_(parameter|value)$/) })
  }
}

/** Of three who wait for the one place, the second of another name comes before the second of the first name. */
function takesTurns(field: 'user' | 'safety_identifier'): () => Promise<void> {
  return async () => {
    const order: string[] = []
    const say = async (name: string, user: string): Promise<void> => {
      await ask(reasoner, name, { [field]: `${field} ${user}`, max_tokens: 2 })
      order.push(name)
    }
    await Promise.all([say('running', 'x'), say('a1', 'a'), say('a2', 'a'), say('b1', 'b')])
    expect(order).toEqual(['running', 'a1', 'b1', 'a2'])
  }
}

/** Two places: two prompts of one key take one of them, and a prompt of another key keeps the other. */
async function sparesPlaces(): Promise<void> {
  const engine = await createEngine({ ...sizes, parallel: 2, model: await tinyModel() })
  const cached = async (content: string, prompt_cache_key: string): Promise<number | undefined> =>
    (await ask(engine, content, { prompt_cache_key, max_tokens: 1 })).usage?.prompt_tokens_details?.cached_tokens
  await cached('Zebras are striped and graze on the plains of the south', 'zebras')
  await cached('Quarks come in six kinds, which are called flavours', 'physics')
  await cached('Volcanoes are mountains that are open to the depths', 'physics')
  expect(await cached('Zebras are striped and graze on the plains of the south', 'zebras')).toBeGreaterThan(20)
  await engine.close()
}

describe('what the support table says', () => {
  test.each(Object.keys(effects).filter(isField))('is seen of `%s`', (field) => effects[field]())

  test('of a field it refuses is a refusal, and of one it honours is none', () => {
    const refusals = Object.entries(supportTable).flatMap(([field, { how }]) => (how === 'refused' ? [field] : []))
    expect(refusals.toSorted()).toEqual(['audio', 'moderation', 'web_search_options'])
  })
})

function isField(name: string): name is keyof ChatCompletionRequest {
  return Object.hasOwn(effects, name)
}
