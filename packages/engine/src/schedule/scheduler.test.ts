import { AbortError, ModelError, ServerError } from 'colloquy'
import { afterEach, describe, expect, test } from 'vitest'

import { nativeReply } from '../../../../test/support/native-reply.ts'
import { tinyModel } from '../../../../test/support/tiny-model.ts'
import type { SamplerConfig } from '../native/binding.ts'
import type { RequestTerms } from './request-terms.ts'
import { schedulerBench, type Answer, type BenchOptions, type SchedulerBench } from './__fixtures__/scheduler-bench.ts'

const benches: SchedulerBench[] = []

afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close()
})

async function setUp(options: BenchOptions = {}): Promise<SchedulerBench> {
  const bench = await schedulerBench(await tinyModel(), options)
  benches.push(bench)
  return bench
}

/** A prompt of about `words` tokens that begins with `start`. */
function longPrompt(start: string, words: number): string {
  return start + ' the cat and the dog'.repeat(Math.ceil(words / 5))
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('Scheduler', () => {
  test('draws the very tokens that the model gives when it is run alone', async () => {
    const { generate } = await setUp()
    const alone = await nativeReply(await tinyModel(), 'A long time ago', 20)
    expect((await generate('A long time ago', { limit: alone.tokens.length })).tokens).toEqual(alone.tokens)
  })

  test('answers more requests than there are slots, each as if it were alone', async () => {
    const { generate } = await setUp({ parallel: 3 })
    const prompts = Array.from({ length: 8 }, (_, index) => `Request number ${index}:`)
    const alone: number[][] = []
    for (const prompt of prompts) alone.push((await generate(prompt)).tokens)
    const together = await Promise.all(prompts.map((prompt) => generate(prompt)))
    expect(together.map(({ tokens }) => tokens)).toEqual(alone)
  })

  test('evaluates one token of every running answer in one step', async () => {
    const { generate, steps } = await setUp({ parallel: 4 })
    await Promise.all(['one', 'two', 'three', 'four'].map((prompt) => generate(prompt)))
    expect(steps.some((parts) => parts.length === 4 && parts.every(({ tokens }) => tokens.length === 1))).toBe(true)
    for (const parts of steps) {
      const sequences = parts.map(({ sequence }) => sequence)
      expect(sequences).toEqual(sequences.toSorted((a, b) => a - b))
    }
  })

  test('goes on with running answers in every step while a long prompt comes in', async () => {
    const { generate, steps } = await setUp({ parallel: 2, batchSize: 64 })
    let late: Promise<unknown> | undefined
    await generate('short', {
      limit: 40,
      onToken: (count) => {
        if (count === 5) late = generate(longPrompt('long', 400), { limit: 1 })
      },
    })
    await late
    const slices = steps.flatMap((parts, index) => (parts.some(({ tokens }) => tokens.length > 1) ? [index] : []))
    const beside = slices.filter((index) => steps[index - 1]?.some(({ tokens }) => tokens.length === 1))
    expect(beside.length).toBeGreaterThan(3)
    // A pass of its own for each, so that neither is cut by the other.
    expect(steps.every(([part, ...others]) => others.length === 0 && (part?.tokens.length ?? 0) <= 64)).toBe(true)
  })

  test('evaluates only what is new in the next turn of a conversation, and answers the same', async () => {
    const prompt = longPrompt('first turn', 60)
    const next = `${prompt} and the second turn`
    const { generate, tokenize, steps } = await setUp({ parallel: 1 })
    await generate(prompt, { limit: 1 })
    steps.length = 0
    const reusing = await generate(next)
    expect(reusing.cached).toBe(tokenize(prompt).length)
    expect(steps[0]?.[0]?.tokens.length).toBe(tokenize(next).length - tokenize(prompt).length)
    const fresh = await setUp({ parallel: 1 })
    const whole = await fresh.generate(next)
    expect(whole.cached).toBe(0)
    expect(reusing.tokens).toEqual(whole.tokens)
  })

  test('takes over a long beginning from another request while that one still runs', async () => {
    const shared = longPrompt('a shared system prompt', 100)
    const { generate } = await setUp({ parallel: 2 })
    let second: Promise<Answer> | undefined
    await generate(`${shared} one`, {
      limit: 30,
      onToken: (count) => {
        if (count === 3) second = generate(`${shared} two`)
      },
    })
    const answer = await second
    expect(answer?.cached).toBeGreaterThan(90)
    const fresh = await setUp({ parallel: 1 })
    expect(answer?.tokens).toEqual((await fresh.generate(`${shared} two`)).tokens)
  })

  test('evaluates the prompt of several choices once', async () => {
    const prompt = longPrompt('choices', 200)
    const { generate, steps, tokenize } = await setUp({ parallel: 3 })
    const answer = await generate(prompt, { choices: 5, sampling: { temperature: 1, seed: 3 } })
    expect(answer.choices.map((tokens) => tokens.length)).toEqual([20, 20, 20, 20, 20])
    expect(new Set(answer.choices.map((tokens) => tokens.join())).size).toBe(5)
    const evaluated = steps.flat().reduce((sum, { tokens }) => sum + tokens.length, 0)
    // Each choice evaluates its own 19 tokens, and four of them the prompt's last one again.
    expect(evaluated).toBe(tokenize(prompt).length + 5 * 19 + 4)
  })

  test('evaluates a long beginning once for requests that come together', async () => {
    const shared = longPrompt('a shared system prompt', 300)
    const { generate, steps, tokenize } = await setUp({ parallel: 4, batchSize: 64 })
    const questions = ['one', 'two', 'three', 'four'].map((question) => `${shared} ${question}`)
    const answers = await Promise.all(questions.map((prompt) => generate(prompt, { limit: 3 })))
    const evaluated = steps.flat().reduce((sum, { tokens }) => sum + tokens.length, 0)
    expect(evaluated).toBeLessThan(tokenize(shared).length + 4 * 12)
    const fresh = await setUp({ parallel: 1 })
    for (const [index, prompt] of questions.entries()) {
      expect(answers[index]?.tokens).toEqual((await fresh.generate(prompt, { limit: 3 })).tokens)
    }
  })

  test('goes on with those who waited for a beginning when the one who evaluated it leaves', async () => {
    const shared = longPrompt('a shared system prompt', 300)
    const { generate, steps, scheduler } = await setUp({ parallel: 4, batchSize: 16 })
    const controller = new AbortController()
    const first = failure(generate(`${shared} one`, { signal: controller.signal }))
    const others = [generate(`${shared} two`, { limit: 3 }), generate(`${shared} three`, { limit: 3 })]
    while (steps.length < 4) await new Promise((resolve) => setImmediate(resolve))
    expect(scheduler.load).toEqual({ running: 1, waiting: 2 })
    controller.abort()
    expect(await first).toBeInstanceOf(AbortError)
    for (const answer of await Promise.all(others)) expect(answer.tokens).toHaveLength(3)
  })

  test('makes nobody wait for a beginning where the model could not reuse it', async () => {
    const shared = longPrompt('a shared system prompt', 300)
    const { generate, steps } = await setUp({ parallel: 2, batchSize: 64, truncates: false })
    // Cutting back a prompt is tried once; from then on it is known.
    for (const question of ['one', 'two']) await generate(`${shared} ${question}`, { limit: 1 })
    steps.length = 0
    await Promise.all(['three', 'four'].map((question) => generate(`${shared} ${question}`, { limit: 1 })))
    // Both are on their way: the longer one has its turn in the fourth step, before the other's prompt is evaluated.
    expect(new Set(steps.slice(0, 4).flatMap((parts) => parts.map(({ sequence }) => sequence))).size).toBe(2)
  })

  test('answers the same to the same seed and otherwise to another', async () => {
    const { generate } = await setUp({ parallel: 1 })
    const sampled = async (seed: number): Promise<number[]> =>
      (await generate('Once upon', { sampling: { temperature: 1, seed } })).tokens
    const first = await sampled(7)
    expect(await sampled(8)).not.toEqual(first)
    expect(await sampled(7)).toEqual(first)
  })

  test('leaves nothing of a request with odd settings to the next one on its slot', async () => {
    const { generate } = await setUp({ parallel: 1 })
    const before = await generate('plain')
    const odd: SamplerConfig = {
      temperature: 2,
      seed: 1,
      topP: 0.3,
      repeatPenaltyTokens: new Uint32Array(0),
      repeatPenaltyMaxTokens: 20,
      repeatPenaltyPresencePenalty: 2,
      repeatPenaltyFrequencyPenalty: 2,
      tokenBiasKeys: Uint32Array.of(before.tokens[0] ?? 0),
      tokenBiasValues: Float32Array.of(-10_000),
    }
    expect((await generate('plain', { sampling: odd })).tokens).not.toContain(before.tokens[0])
    expect((await generate('plain')).tokens).toEqual(before.tokens)
  })

  test('frees the slot within one step when a running answer is aborted', async () => {
    const { generate, scheduler, steps } = await setUp({ parallel: 1 })
    const controller = new AbortController()
    let stepsAtAbort = 0
    const aborted = generate('endless', {
      limit: 500,
      signal: controller.signal,
      onToken: (count) => {
        if (count !== 5) return
        controller.abort()
        stepsAtAbort = steps.length
      },
    })
    const waiting = generate('next', { limit: 3 })
    const error = await failure(aborted)
    expect(error).toBeInstanceOf(AbortError)
    await waiting
    // The next request's prompt and two more tokens; not one step for the aborted one.
    expect(steps.length - stepsAtAbort).toBeLessThanOrEqual(3)
    expect(scheduler.load).toEqual({ running: 0, waiting: 0 })
  })

  test('frees the slots of all answers to one request within one step, those that wait for a slot too', async () => {
    const { generate, steps, scheduler } = await setUp({ parallel: 2 })
    const controller = new AbortController()
    let stepsAtAbort = 0
    const onToken = (count: number): void => {
      if (count !== 5 || controller.signal.aborted) return
      controller.abort()
      stepsAtAbort = steps.length
    }
    const aborted = generate('endless', { choices: 3, limit: 500, signal: controller.signal, onToken })
    expect(await failure(aborted)).toBeInstanceOf(AbortError)
    await generate('next', { limit: 1 })
    expect(steps.length - stepsAtAbort).toBe(1)
    expect(scheduler.load).toEqual({ running: 0, waiting: 0 })
  })

  test('frees the slot within one step when a request is aborted while its prompt is evaluated', async () => {
    const { generate, steps, scheduler } = await setUp({ parallel: 1, batchSize: 16 })
    const controller = new AbortController()
    const aborted = failure(generate(longPrompt('long', 500), { signal: controller.signal }))
    while (steps.length < 3) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    const stepsAtAbort = steps.length
    expect(await aborted).toBeInstanceOf(AbortError)
    await generate('next', { limit: 1 })
    expect(steps.length - stepsAtAbort).toBeLessThanOrEqual(2)
    expect(scheduler.load).toEqual({ running: 0, waiting: 0 })
  })

  test('forgets a request at once that is aborted while it waits', async () => {
    const { generate, scheduler } = await setUp({ parallel: 1 })
    const controller = new AbortController()
    const first = generate('first')
    const waiting = failure(generate('second', { signal: controller.signal }))
    const third = generate('third', { limit: 2 })
    expect(scheduler.load.waiting).toBe(2)
    controller.abort()
    expect(scheduler.load.waiting).toBe(1)
    expect(await waiting).toBeInstanceOf(AbortError)
    expect((await first).tokens).toHaveLength(20)
    expect((await third).tokens).toHaveLength(2)
  })

  test('starts nothing for a request that comes aborted', async () => {
    const { generate, steps } = await setUp()
    expect(await failure(generate('x', { signal: AbortSignal.abort() }))).toBeInstanceOf(AbortError)
    expect(steps).toEqual([])
  })

  test('turns requests away when too many wait, and takes new ones afterwards', async () => {
    const { generate } = await setUp({ parallel: 1, queueLimit: 1 })
    const taken = [generate('one'), generate('two')]
    const error = await failure(generate('three'))
    expect(error).toBeInstanceOf(ServerError)
    expect(error).toMatchObject({ code: 'overloaded', status: 503 })
    await Promise.all(taken)
    expect((await generate('four')).tokens).toHaveLength(20)
  })

  test('ends what has waited too long, and no answer that runs', async () => {
    let now = 0
    const { generate } = await setUp({ parallel: 1, queueTimeout: 1000, now: () => now })
    const late = generate('one', { onToken: (count) => (now = count === 3 ? 1001 : now) })
    const error = await failure(generate('two'))
    expect(error).toMatchObject({ code: 'overloaded', status: 503, message: expect.stringContaining('within 1 s') })
    expect((await late).tokens).toHaveLength(20)
  })

  test('turns away at once who would wait too long at the pace of late', async () => {
    let now = 0
    const { generate } = await setUp({ parallel: 1, queueTimeout: 1000, now: () => now })
    await generate('one', { onToken: () => (now += 100) })
    const runs = generate('two')
    expect(await failure(generate('three'))).toMatchObject({ code: 'overloaded', status: 503, retryAfter: 4 })
    expect((await runs).tokens).toHaveLength(20)
  })

  test('serves who waits by service level, then in turns of the people who ask', async () => {
    const { generate } = await setUp({ parallel: 1 })
    const order: string[] = []
    const ask = async (name: string, terms: Partial<RequestTerms> = {}): Promise<void> => {
      await generate(name, { limit: 2, terms })
      order.push(name)
    }
    await Promise.all([
      ask('running'),
      ask('whenever', { level: 'flex' }),
      ask('mine 1', { user: 'me' }),
      ask('mine 2', { user: 'me' }),
      ask('yours', { user: 'you' }),
      ask('now', { level: 'priority' }),
    ])
    expect(order).toEqual(['running', 'now', 'mine 1', 'yours', 'mine 2', 'whenever'])
  })

  test('takes one request after the other without a place to wait', async () => {
    const { generate } = await setUp({ parallel: 1, queueLimit: 0 })
    for (const prompt of ['one', 'two', 'three']) expect((await generate(prompt)).tokens).toHaveLength(20)
  })

  test('fails the requests of a step that fails, and answers the next ones right', async () => {
    const { generate, breakStep, scheduler } = await setUp({ parallel: 2 })
    const right = await generate('the same prompt')
    breakStep(new ServerError('no room in the key-value memory'))
    const failures = await Promise.all([failure(generate('the same prompt')), failure(generate('another'))])
    for (const error of failures) expect(error).toMatchObject({ message: 'no room in the key-value memory' })
    expect(scheduler.load).toEqual({ running: 0, waiting: 0 })
    const again = await generate('the same prompt')
    expect(again.tokens).toEqual(right.tokens)
  })

  test('ends running and waiting requests when it closes, and takes no more', async () => {
    const { generate, scheduler } = await setUp({ parallel: 1 })
    let closing: Promise<void> | undefined
    const running = failure(
      generate('running', {
        limit: 500,
        onToken: (count) => {
          if (count === 3) closing = scheduler.close()
        },
      }),
    )
    const waiting = failure(generate('waiting'))
    for (const error of await Promise.all([running, waiting])) {
      expect(error).toBeInstanceOf(ModelError)
      expect(error).toMatchObject({ code: 'engine_unavailable' })
    }
    await closing
    expect(scheduler.load).toEqual({ running: 0, waiting: 0 })
    expect(await failure(generate('late'))).toMatchObject({ code: 'engine_unavailable' })
  })
})
