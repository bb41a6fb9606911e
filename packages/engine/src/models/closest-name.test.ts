import { expect, test } from 'vitest'
import { closestName } from './closest-name.ts'

const names = ['smollm2', 'smollm2:135m', 'qwen3:0.6b', 'llama3.2:1b']

test.each([
  ['smolm2', 'smollm2'],
  ['smlolm2', 'smollm2'],
  ['SMOLLM', 'smollm2'],
  ['smollm2:134m', 'smollm2:135m'],
  ['qwen3-0.6b', 'qwen3:0.6b'],
])('takes %j for %j', (typed, meant) => {
  expect(closestName(typed, names)).toBe(meant)
})

test('offers nothing where no name is near', () => {
  expect(closestName('gpt-4o', names)).toBeUndefined()
  expect(closestName('', names)).toBeUndefined()
  expect(closestName('x'.repeat(100_000), names)).toBeUndefined()
})
