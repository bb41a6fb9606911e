import { AbortError } from 'colloquy'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { schedulerBench, type SchedulerBench } from './__fixtures__/scheduler-bench.ts'

// Conversations that share beginnings of different lengths, so that slots are continued, cut back and copied.
const beginnings = [
  'Be kind.',
  'You are a sailor.' + ' the cat and the dog'.repeat(12),
  'You are a sailor.' + ' the cat and the dog'.repeat(12) + ' who went to sea' + ' and back'.repeat(20),
]

const request = fc.record({
  beginning: fc.constantFrom(...beginnings),
  question: fc.integer({ min: 0, max: 4 }),
  limit: fc.integer({ min: 1, max: 25 }),
  /** Leaves after so many tokens; never, when there are not as many. */
  leavesAfter: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 2 }),
})

let alone: SchedulerBench
let busy: SchedulerBench

beforeAll(async () => {
  alone = await schedulerBench(await tinyModel(), { parallel: 1 })
  busy = await schedulerBench(await tinyModel(), { parallel: 3, batchSize: 48 })
})

afterAll(async () => {
  await Promise.all([alone.close(), busy.close()])
})

describe('traffic', () => {
  test('whoever comes, goes and stays, each answer is the one it would have been alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 2, maxLength: 12 }), async (requests) => {
        const answers = await Promise.all(
          requests.map(async ({ beginning, question, limit, leavesAfter }) => {
            const controller = new AbortController()
            const seen = busy.generate(`${beginning} Question ${question}?`, {
              limit,
              signal: controller.signal,
              onToken: (count) => {
                if (count === leavesAfter) controller.abort()
              },
            })
            if (leavesAfter === 0) controller.abort()
            return seen.then(
              ({ tokens }) => tokens,
              (error: unknown) => error,
            )
          }),
        )
        for (const [index, { beginning, question, limit, leavesAfter }] of requests.entries()) {
          const left = leavesAfter !== null && leavesAfter <= limit
          if (left) expect(answers[index]).toBeInstanceOf(AbortError)
          else
            expect(answers[index]).toEqual(
              (await alone.generate(`${beginning} Question ${question}?`, { limit })).tokens,
            )
        }
        expect(busy.scheduler.load).toEqual({ running: 0, waiting: 0 })
      }),
      { numRuns: 25 },
    )
  })
})
