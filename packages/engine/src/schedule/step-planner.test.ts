import { expect, test } from 'vitest'

import { tinyModel } from '../../../../test/support/tiny-model.ts'
import { schedulerBench } from './__fixtures__/scheduler-bench.ts'

test('evaluates one answer a step, in turns, and prompts in equal parts, where answers must not depend on others', async () => {
  const { generate, steps, close } = await schedulerBench(await tinyModel(), { parallel: 2, deterministic: true })
  await Promise.all(['x', 'y'].map((start) => generate(`${start}${' the cat and the dog'.repeat(60)}`, { limit: 6 })))
  await close()
  expect(steps.every((parts) => parts.length === 1)).toBe(true)
  const parts = steps.flat()
  expect(parts.slice(0, 4).map(({ sequence, tokens }) => [sequence, tokens.length])).toEqual([
    [0, 128],
    [1, 128],
    [0, 128],
    [1, 128],
  ])
  expect(parts.every(({ position, draws }) => draws === 1 || position % 128 === 0)).toBe(true)
})
