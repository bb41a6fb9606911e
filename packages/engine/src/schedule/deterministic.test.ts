import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { ask } from '../__fixtures__/ask.ts'
import { createEngine } from '../engine.ts'
import type { Engine } from '../local-engine.ts'

const long = 'the cat and the dog went out to sea '.repeat(40)

let deterministic: Engine
let batching: Engine

beforeAll(async () => {
  const options = { model: await tinyModel(), contextSize: 1024, parallel: 3, threads: 1, gpu: 'none' } as const
  deterministic = await createEngine({ ...options, deterministic: true })
  batching = await createEngine(options)
})

afterAll(async () => {
  await Promise.all([deterministic.close(), batching.close()])
})

/** What an engine computes for one request, to the last bit: tokens and their log probabilities. */
async function numbers(engine: Engine, content: string): Promise<unknown> {
  const settings = { temperature: 1, seed: 3, max_tokens: 60, logprobs: true, top_logprobs: 5 }
  return (await ask(engine, content, settings)).choices[0]?.logprobs?.content
}

/** The same request among others that come, go, share its beginning and leave their prompts behind. */
async function underTraffic(engine: Engine, content: string): Promise<unknown> {
  const controller = new AbortController()
  const others = [
    ask(engine, `${content.slice(0, 700)} but not to sea`, { max_tokens: 30 }),
    ask(engine, 'short', { max_tokens: 80, n: 2, temperature: 1, seed: 8 }),
    ask(engine, `${content} and back`, { max_tokens: 20 }),
    ask(engine, long.slice(20), { max_tokens: 200 }, controller.signal),
  ].map((answer) => answer.catch(() => undefined))
  const answer = numbers(engine, content)
  await others[0]
  controller.abort()
  const [found] = await Promise.all([answer, ...others])
  return found
}

describe('a deterministic engine', () => {
  test.each([['a short prompt'], [long]])(
    'gives the same numbers to the last bit alone and under traffic',
    async (content) => {
      const alone = await numbers(deterministic, content)
      for (let round = 0; round < 3; round++) {
        expect(await underTraffic(deterministic, content)).toEqual(alone)
        expect(await numbers(deterministic, content)).toEqual(alone)
      }
    },
  )

  test('reuses what prompts share all the same, in whole parts', async () => {
    await ask(deterministic, `Notes. ${long}`, { max_tokens: 1 })
    const { usage } = await ask(deterministic, `Notes. ${long} More.`, { max_tokens: 1 })
    expect(usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(128)
    expect((usage?.prompt_tokens_details?.cached_tokens ?? 0) % 128).toBe(0)
  })

  test('goes by another fingerprint than one that batches', async () => {
    const fingerprint = async (engine: Engine): Promise<string | undefined> =>
      (await ask(engine, 'x', { max_tokens: 1 })).system_fingerprint
    expect(await fingerprint(deterministic)).not.toBe(await fingerprint(batching))
  })
})

test('an engine that batches moves the last bits, which is what the option is for', async () => {
  const alone = await numbers(batching, long)
  expect(await underTraffic(batching, long)).not.toEqual(alone)
})
